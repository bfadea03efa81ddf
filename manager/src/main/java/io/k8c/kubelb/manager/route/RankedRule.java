package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Rank;
import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteRule.Action.Forward;
import io.k8c.kubelb.xds.model.RouteRule.Action.Redirect;
import io.k8c.kubelb.xds.model.RouteRule.Action.Respond;
import java.util.Comparator;
import java.util.Optional;

/**
 * A rule with its place among those of other routes.
 *
 * @param rank of its path
 * @param rule place of the rule in its route
 * @param match place of the match in its rule
 */
record RankedRule(Rank rank, ParsedSource route, int rule, int match, RouteRule compiled) {
  /** Precedence of the standard. */
  static final Comparator<RankedRule> PRECEDENCE =
      Comparator.comparing(RankedRule::rank)
          .thenComparing(rule -> rule.matched().method().isEmpty())
          .thenComparingInt(rule -> -rule.matched().headers().size())
          .thenComparingInt(rule -> -rule.matched().query().size())
          .thenComparing(RankedRule::route, ParsedSource.OLDEST_FIRST)
          .thenComparingInt(RankedRule::rule)
          .thenComparingInt(RankedRule::match);

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private RouteMatch matched() {
    return compiled.match();
  }

  /**
   * The rule as a listener serves it: its own port stands in redirects that name none, and cookies
   * that come over TLS stay there.
   */
  RouteRule on(Section section) {
    String own = section.protocol() == ListenerProtocol.HTTP ? "http" : "https";
    return switch (compiled.action()) {
      case Redirect redirect -> compiled.doing(complete(redirect, own, section.spec().port()));
      case Forward forward when own.equals("https") && forward.session().isPresent() ->
          compiled.doing(forward.secured());
      case Forward _, Respond _ -> compiled;
    };
  }

  private static Redirect complete(Redirect redirect, String own, int listener) {
    int port =
        redirect.port().orElseGet(() -> redirect.scheme().map(RankedRule::port).orElse(listener));
    boolean needsScheme =
        (port == HTTP_PORT || port == HTTPS_PORT) && port != port(redirect.scheme().orElse(own));
    return new Redirect(
        needsScheme ? Optional.of(redirect.scheme().orElse(own)) : redirect.scheme(),
        redirect.host(),
        Optional.of(port),
        redirect.path(),
        redirect.status());
  }

  private static int port(String scheme) {
    return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
  }
}
