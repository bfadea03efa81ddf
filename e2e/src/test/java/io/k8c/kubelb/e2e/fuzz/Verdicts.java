package io.k8c.kubelb.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.manager.route.spec.IngressSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of an object. */
final class Verdicts {
  /** Reasons of Gateway API and of its policies, as far as we give them. */
  private static final Set<String> STANDARD =
      Set.of(
          "Accepted",
          "AddressNotAssigned",
          "AddressNotUsable",
          "BackendNotFound",
          "ConfigurationChanged",
          "Conflicted",
          "HostnameConflict",
          "IncompatibleFilters",
          "Invalid",
          "InvalidCACertificateKind",
          "InvalidCACertificateRef",
          "InvalidCertificateRef",
          "InvalidClientCertificateRef",
          "InvalidKind",
          "InvalidParameters",
          "InvalidRouteKinds",
          "ListenersNotResolved",
          "ListenersNotValid",
          "NoConflicts",
          "NoMatchingListenerHostname",
          "NoMatchingParent",
          "NoValidCACertificate",
          "NotAllowed",
          "NotAllowedByListeners",
          "OverlappingHostnames",
          "ParentNotAccepted",
          "ParentNotProgrammed",
          "Pending",
          "Programmed",
          "ProtocolConflict",
          "RefNotPermitted",
          "ResolvedRefs",
          "UnsupportedAddress",
          "UnsupportedProtocol",
          "UnsupportedValue");

  /** Where the standard has no word; docs/reasons.md describes it. */
  private static final Set<String> OWN = Set.of("InvalidBackendTLSPolicy");

  private static final Set<String> REASONS =
      Stream.of(STANDARD.stream(), OWN.stream(), Arrays.stream(Reason.values()).map(Reason::word))
          .flatMap(reasons -> reasons)
          .collect(Collectors.toUnmodifiableSet());

  private static final int LONGEST = 32_768;

  private Verdicts() {}

  /** Whether a route or an Ingress is accepted by somebody, and some of it is served. */
  static boolean isAccepted(ParsedSource source, Outcome outcome) {
    if (source.spec() instanceof IngressSpec ingress) {
      return !ingress.policy().closed()
          && (ingress.defaultBackend().isPresent()
              || ingress.rules().stream().anyMatch(rule -> !rule.entries().isEmpty()))
          && outcome.verdicts().stream()
              .anyMatch(said -> said.type().equals(ConditionType.ACCEPTED) && said.isTrue());
    }
    return conditions(outcome.status())
        .anyMatch(
            condition ->
                condition.path("type").asText().equals(ConditionType.ACCEPTED)
                    && condition.path("status").asText().equals("True"));
  }

  private static Stream<JsonNode> conditions(JsonNode status) {
    return status.findValues("conditions").stream().flatMap(JsonNode::valueStream);
  }

  /** Conditions that an API server would not take, or whose reason nobody can look up. */
  static List<String> faults(Outcome outcome) {
    List<String> faults = new ArrayList<>();
    conditions(outcome.status())
        .forEach(
            condition ->
                check(
                    condition.path("reason").asText(), condition.path("message").asText(), faults));
    outcome.verdicts().forEach(said -> check(said.reason(), said.message(), faults));
    outcome.notes().forEach(note -> check(note.reason(), note.message(), faults));
    return faults;
  }

  private static void check(String reason, String message, List<String> faults) {
    if (!REASONS.contains(reason)) {
      faults.add("'" + reason + "' is no reason of the closed list");
    }
    if (message.length() > LONGEST) {
      faults.add(reason + ", a message of " + message.length() + " characters");
    }
  }
}
