package io.k8c.kubelb.manager.route.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A route that looks at requests: an HTTPRoute or a GRPCRoute. */
public record RequestRoute(
    RouteKind kind,
    List<ParentRef> parents,
    List<Hostname> hostnames,
    List<RequestRule> rules,
    List<Finding> refusals,
    List<String> ignored)
    implements Spec.Route {
  private static final int SHOWN = 8;

  /** Of all rules together, as the standard has it. */
  private static final int MOST_MATCHES = 128;

  public RequestRoute {
    parents = List.copyOf(parents);
    hostnames = List.copyOf(hostnames);
    rules = List.copyOf(rules);
    refusals = List.copyOf(refusals);
    ignored = List.copyOf(ignored);
  }

  /** Reads {@code spec} of an HTTPRoute. */
  public static RequestRoute http(Tree tree) {
    return of(RouteKind.HTTP, tree, HttpMatches::read);
  }

  /** Reads {@code spec} of a GRPCRoute. */
  public static RequestRoute grpc(Tree tree) {
    return of(RouteKind.GRPC, tree, GrpcMatches::read);
  }

  private static RequestRoute of(
      RouteKind kind, Tree tree, BiFunction<Tree, Findings, Optional<Match>> matching) {
    List<RequestRule> rules = tree.list("rules", rule -> RequestRule.read(rule, matching));
    Hostnames hostnames = Hostnames.of(tree);
    long matches = rules.stream().mapToLong(rule -> Math.max(1, rule.matches().size())).sum();
    boolean served = rules.isEmpty() || rules.stream().anyMatch(rule -> rule.findings().isEmpty());
    List<Finding> refusals = new ArrayList<>(hostnames.findings());
    if (matches > MOST_MATCHES) {
      refusals.add(
          new Finding(
              Findings.UNSUPPORTED,
              "rules have "
                  + matches
                  + " matches; use at most "
                  + MOST_MATCHES
                  + " of them, or several routes"));
    }
    if (!served) {
      invalid(rules, "").ifPresent(refusals::add);
    }
    List<String> ignored = new ArrayList<>(Ignored.fields("spec.", tree, "useDefaultGateways"));
    ignored.addAll(Ignored.entries(tree, "rules", SessionPersistence::ignored));
    return new RequestRoute(
        kind, tree.list("parentRefs", ParentRef::of), hostnames.names(), rules, refusals, ignored);
  }

  /** What is wrong with some of the rules, while others are served. */
  public Optional<Finding> partlyInvalid() {
    return invalid(rules, "Dropped Rule(s), requests for them fail: ");
  }

  private static Optional<Finding> invalid(List<RequestRule> rules, String beginning) {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      for (Finding finding : rules.get(i).findings()) {
        messages.add("rules[" + i + "]: " + finding.message());
      }
    }
    String text = messages.stream().limit(SHOWN).collect(Collectors.joining("; "));
    return rules.stream()
        .flatMap(rule -> rule.findings().stream())
        .findFirst()
        .map(
            first ->
                new Finding(
                    first.reason(),
                    beginning
                        + text
                        + (messages.size() > SHOWN
                            ? "; and " + (messages.size() - SHOWN) + " more"
                            : "")));
  }
}
