package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is said of a BackendTLSPolicy. */
final class PolicyOutcome {
  /** As many as the standard has room for in a status. */
  private static final int ANCESTORS = 16;

  private PolicyOutcome() {}

  /**
   * Decides.
   *
   * @param gateways with routes to the Services that it is for
   */
  static Outcome of(Policies.Entry entry, Collection<ObjectName> gateways) {
    List<Verdict> verdicts = List.of(accepted(entry), resolved(entry));
    ObjectNode status = StatusTree.object();
    ArrayNode ancestors = status.putArray("ancestors");
    gateways.stream()
        .limit(ANCESTORS)
        .forEach(
            gateway -> {
              ObjectNode ancestor = ancestors.addObject();
              ancestor
                  .putObject("ancestorRef")
                  .put("group", gateway.group())
                  .put("kind", gateway.kind())
                  .put("namespace", gateway.namespace())
                  .put("name", gateway.name());
              ancestor.put("controllerName", Wire.TENANT_CONTROLLER);
              ancestor.set(
                  "conditions", StatusTree.conditions(verdicts, entry.source().generation()));
            });
    return new Outcome(
        status,
        Summary.of(gateways.isEmpty() ? List.of() : verdicts),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Verdict accepted(Policies.Entry entry) {
    if (entry.conflicted()) {
      return Verdict.no(
          ConditionType.ACCEPTED,
          "Conflicted",
          "an older BackendTLSPolicy is for the same Service and port; remove one of them");
    }
    if (!entry.isAnchored()) {
      return Verdict.no(
          ConditionType.ACCEPTED,
          "NoValidCACertificate",
          "no CA certificate of it can be used; mend its caCertificateRefs");
    }
    return entry
        .policy()
        .problem()
        .map(problem -> Verdict.no(ConditionType.ACCEPTED, "Invalid", problem))
        .orElseGet(() -> Verdict.yes(ConditionType.ACCEPTED, "Accepted", "the policy is in force"));
  }

  private static Verdict resolved(Policies.Entry entry) {
    return entry.authorities().findings().stream()
        .findFirst()
        .map(finding -> StatusTree.no(ConditionType.RESOLVED_REFS, named(finding)))
        .orElseGet(
            () ->
                Verdict.yes(
                    ConditionType.RESOLVED_REFS, "ResolvedRefs", "all references are resolved"));
  }

  /** What Gateways call a kind of CA certificates that is not served, policies call a kind. */
  private static Finding named(Finding finding) {
    return finding.reason().equals("InvalidCACertificateKind")
        ? new Finding("InvalidKind", finding.message())
        : finding;
  }
}
