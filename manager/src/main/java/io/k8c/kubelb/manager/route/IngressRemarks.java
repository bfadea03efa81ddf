package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is found of Ingresses while they are put together, for their people. */
final class IngressRemarks {
  private final Map<String, List<Finding>> bySource = new HashMap<>();

  void add(ParsedSource ingress, Reason reason, String message) {
    List<Finding> findings = bySource.computeIfAbsent(ingress.name(), key -> new ArrayList<>());
    Finding finding = new Finding(reason.word(), message);
    if (!findings.contains(finding)) {
      findings.add(finding);
    }
  }

  /** An older Ingress has what this one asks for. */
  void conflict(ParsedSource ingress, String what, ParsedSource older) {
    add(
        ingress,
        Reason.CONFLICT,
        what + " is served by " + older.self() + ", which is older; change one of the two");
  }

  List<Finding> of(ParsedSource ingress) {
    return List.copyOf(bySource.getOrDefault(ingress.name(), List.of()));
  }

  /** The first that was found for a reason. */
  Optional<Finding> first(ParsedSource ingress, Reason reason) {
    return of(ingress).stream()
        .filter(finding -> finding.reason().equals(reason.word()))
        .findFirst();
  }
}
