package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.Retry;
import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.Timeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A rule of a route that looks at requests.
 *
 * @param name that the tenant gave it
 * @param matches any of which suffices; those that cannot be understood are left out
 * @param findings why it is not served as it stands
 */
public record RequestRule(
    Optional<String> name,
    List<Match> matches,
    Filters filters,
    List<BackendRef> backends,
    Timeouts timeouts,
    Optional<Retry> retry,
    Optional<SessionPersistence> session,
    List<Finding> findings) {
  public RequestRule {
    matches = List.copyOf(matches);
    backends = List.copyOf(backends);
    findings = List.copyOf(findings);
  }

  /**
   * Reads a rule.
   *
   * @param matching reads a match of the route's kind
   */
  static RequestRule read(Tree tree, BiFunction<Tree, Findings, Optional<Match>> matching) {
    Findings findings = new Findings();
    List<Match> matches = new ArrayList<>();
    for (Tree match : tree.list("matches", item -> item)) {
      matching.apply(match, findings).ifPresent(matches::add);
    }
    if (matches.isEmpty() && findings.count() == 0) {
      matches.add(Match.EVERYTHING);
    }
    Filters filters = Filters.read(tree, findings);
    if (filters.replacesPrefix() && !matches.stream().allMatch(RequestRule::isPrefix)) {
      findings.incompatible(
          "ReplacePrefixMatch needs matches of type PathPrefix; use ReplaceFullPath or such matches");
    }
    return new RequestRule(
        tree.text("name"),
        matches,
        filters,
        BackendRef.list(tree, findings),
        TimeLimits.timeouts(tree.at("timeouts"), findings),
        TimeLimits.retry(tree, findings),
        SessionPersistence.read(tree, findings),
        findings.list());
  }

  private static boolean isPrefix(Match match) {
    return match.requests().path() instanceof RouteMatch.Path.Prefix;
  }
}
