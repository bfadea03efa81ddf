package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteMatch.Path;
import io.k8c.kubelb.xds.model.RouteRule;
import java.util.Comparator;

/**
 * A rule with its place among those of other routes.
 *
 * @param rule place of the rule in its route
 * @param match place of the match in its rule
 */
record RankedRule(ParsedSource route, int rule, int match, RouteRule compiled) {
  /**
   * Precedence of the standard; of regular expressions, which it leaves open, the longest comes
   * first, after exact paths and before prefixes, since a prefix of everything would hide them.
   */
  static final Comparator<RankedRule> PRECEDENCE =
      Comparator.<RankedRule>comparingInt(rule -> kind(rule.path()))
          .thenComparingInt(rule -> -length(rule.path()))
          .thenComparing(rule -> rule.matched().method().isEmpty())
          .thenComparingInt(rule -> -rule.matched().headers().size())
          .thenComparingInt(rule -> -rule.matched().query().size())
          .thenComparing(RankedRule::route, ParsedSource.OLDEST_FIRST)
          .thenComparingInt(RankedRule::rule)
          .thenComparingInt(RankedRule::match);

  private RouteMatch matched() {
    return compiled.match();
  }

  private Path path() {
    return matched().path();
  }

  private static int kind(Path path) {
    return switch (path) {
      case Path.Exact _ -> 0;
      case Path.Regex _ -> 1;
      case Path.Prefix _ -> 2;
    };
  }

  private static int length(Path path) {
    return switch (path) {
      case Path.Exact exact -> exact.path().length();
      case Path.Regex regex -> regex.pattern().length();
      case Path.Prefix prefix -> prefix.prefix().length();
    };
  }
}
