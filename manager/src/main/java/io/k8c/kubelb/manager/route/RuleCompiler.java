package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.BoundedName;
import io.k8c.kubelb.manager.route.spec.Filters;
import io.k8c.kubelb.manager.route.spec.Match;
import io.k8c.kubelb.manager.route.spec.RequestRule;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import io.k8c.kubelb.xds.model.Guards;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteRule.Action;
import io.k8c.kubelb.xds.model.RouteRule.Mirror;
import io.k8c.kubelb.xds.model.StatefulSession;
import io.k8c.kubelb.xds.model.StatefulSession.Backend;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the rules of a proxy out of one rule of a route: one for each match.
 *
 * @param backends between which sessions tell, where there are several
 * @param guards left out where someone is to be asked who cannot be: then nothing is let in
 */
record RuleCompiler(
    ParsedSource route,
    RouteKind kind,
    RequestRule rule,
    int place,
    List<WeightedUpstream> targets,
    List<Backend> backends,
    List<Mirror> mirrors,
    Optional<Guards> guards) {
  private static final int FAILED = 500;
  private static final int UNAVAILABLE = 503;

  List<RankedRule> rules() {
    List<RankedRule> rules = new ArrayList<>();
    for (Match match : rule.matches()) {
      String name = name(rules.size());
      RouteRule compiled =
          guards
              .filter(_ -> rule.findings().isEmpty())
              .map(known -> served(name, match, known))
              .orElseGet(() -> failing(name, match));
      rules.add(new RankedRule(match.rank(), route, place, rules.size(), compiled));
    }
    return rules;
  }

  private RouteRule served(String name, Match match, Guards known) {
    Filters filters = rule.filters();
    return new RouteRule(
        name,
        match.requests(),
        filters.requestHeaders(),
        filters.responseHeaders(),
        filters.cors(),
        known,
        action(match));
  }

  /** A filter that cannot be applied must not be skipped: the request fails instead. */
  private RouteRule failing(String name, Match match) {
    return new RouteRule(
        name,
        match.requests(),
        HeaderEdits.NONE,
        HeaderEdits.NONE,
        Optional.empty(),
        new Action.Respond(kind == RouteKind.GRPC ? UNAVAILABLE : FAILED));
  }

  private String name(int match) {
    return route.self().namespace() + "/" + route.self().name() + "/" + called() + "/" + match;
  }

  private String called() {
    return rule.name().orElseGet(() -> String.valueOf(place));
  }

  /** Sessions of two rules are two, so that neither may have the token of the other. */
  private Optional<StatefulSession> session(Match match) {
    return rule.session().map(session -> session.over(match.requests().path(), unique(), backends));
  }

  private String unique() {
    return "kubelb-" + BoundedName.hash(route.name(), called());
  }

  private Action action(Match match) {
    Filters filters = rule.filters();
    return filters
        .redirect()
        .<Action>map(redirect -> redirect)
        .orElseGet(
            () ->
                new Action.Forward(
                    targets,
                    filters.path(),
                    filters.host(),
                    mirrors,
                    rule.timeouts(),
                    rule.retry(),
                    Optional.empty(),
                    session(match)));
  }
}
