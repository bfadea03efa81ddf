package io.k8c.kubelb.manager.route.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A route that looks at requests: an HTTPRoute or a GRPCRoute. */
public record RequestRoute(
    RouteKind kind,
    List<ParentRef> parents,
    List<Hostname> hostnames,
    List<RequestRule> rules,
    List<Finding> refusals)
    implements Spec.Route {
  public RequestRoute {
    parents = List.copyOf(parents);
    hostnames = List.copyOf(hostnames);
    rules = List.copyOf(rules);
    refusals = List.copyOf(refusals);
  }

  /** Reads {@code spec} of an HTTPRoute. */
  public static RequestRoute http(Tree tree) {
    return of(RouteKind.HTTP, tree, tree.list("rules", HttpRules::read));
  }

  private static RequestRoute of(RouteKind kind, Tree tree, List<RequestRule> rules) {
    Hostnames hostnames = Hostnames.of(tree);
    List<Finding> refusals = new ArrayList<>(hostnames.findings());
    if (!rules.isEmpty() && rules.stream().allMatch(rule -> !rule.findings().isEmpty())) {
      refusals.addAll(rules.getFirst().findings());
    }
    return new RequestRoute(
        kind, tree.list("parentRefs", ParentRef::of), hostnames.names(), rules, refusals);
  }

  /** What is wrong with some of the rules, while others are served. */
  public Optional<Finding> partlyInvalid() {
    List<String> dropped = new ArrayList<>();
    String reason = "";
    for (int i = 0; i < rules.size(); i++) {
      for (Finding finding : rules.get(i).findings()) {
        reason = reason.isEmpty() ? finding.reason() : reason;
        dropped.add("rules[" + i + "]: " + finding.message());
      }
    }
    return dropped.isEmpty()
        ? Optional.empty()
        : Optional.of(new Finding(reason, "Dropped Rule(s): " + String.join("; ", dropped)));
  }
}
