package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.pack;

import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteRule.Action;
import io.k8c.kubelb.xds.model.StatefulSession;
import io.k8c.kubelb.xds.model.StatefulSession.Backend;
import java.util.ArrayList;
import java.util.List;

/** Rules of the model as Envoy routes. */
final class Routes {
  private static final int NO_UPSTREAM = 500;

  private Routes() {}

  /**
   * The route of a rule, behind those of sessions that stand, and with one for preflights where its
   * own match does not let them in.
   */
  static List<Route> routes(RouteRule rule) {
    List<Route> routes = new ArrayList<>();
    if (rule.action() instanceof Action.Forward forward) {
      Forwards.backends(forward).forEach(backend -> routes.add(standing(rule, forward, backend)));
    }
    Route route = route(rule);
    routes.add(route);
    RouteMatch match = rule.match();
    if (rule.cors().isPresent() && Matches.hidesFromPreflights(match)) {
      routes.add(route.toBuilder().setMatch(Matches.preflight(match)).build());
    }
    return routes;
  }

  /** Weights are for clients without a session only. */
  private static Route standing(RouteRule rule, Action.Forward forward, Backend backend) {
    Route route = route(rule.doing(Forwards.only(forward, backend.upstream())));
    StatefulSession session = forward.session().orElseThrow();
    return route.toBuilder()
        .setMatch(
            route.getMatch().toBuilder()
                .addHeaders(Sessions.match(session.token(), backend.port())))
        .build();
  }

  private static Route route(RouteRule rule) {
    if (rule.action() instanceof Action.Forward forward && Forwards.isEdited(forward)) {
      return route(
          rule,
          Forwards.edited(forward, rule.requestHeaders(), rule.responseHeaders()),
          HeaderEdits.NONE,
          HeaderEdits.NONE);
    }
    return route(rule, rule.action(), rule.requestHeaders(), rule.responseHeaders());
  }

  private static Route route(
      RouteRule rule, Action action, HeaderEdits requests, HeaderEdits responses) {
    Route.Builder route =
        Route.newBuilder()
            .setName(rule.name())
            .setMatch(Matches.match(rule.match()))
            .addAllRequestHeadersToAdd(Headers.added(requests))
            .addAllRequestHeadersToRemove(Headers.removed(requests))
            .addAllResponseHeadersToAdd(Headers.added(responses))
            .addAllResponseHeadersToRemove(Headers.removed(responses));
    rule.cors()
        .ifPresent(
            cors -> route.putTypedPerFilterConfig(Names.CORS, pack(CorsPolicies.policy(cors))));
    route.putAllTypedPerFilterConfig(GuardFilters.of(rule.guards()));
    RouteMatch.Path path = rule.match().path();
    switch (action) {
      case Action.Forward forward when Forwards.targets(forward).isEmpty() ->
          route.setDirectResponse(status(NO_UPSTREAM));
      case Action.Forward forward -> {
        route.setRoute(Forwards.action(forward, path));
        forward
            .session()
            .ifPresent(
                session ->
                    route.putTypedPerFilterConfig(
                        Names.STATEFUL_SESSION, pack(Sessions.filter(session.token()))));
      }
      case Action.Redirect redirect -> route.setRedirect(Redirects.action(redirect, path));
      case Action.Respond respond -> route.setDirectResponse(status(respond.status()));
    }
    return route.build();
  }

  private static DirectResponseAction status(int status) {
    return DirectResponseAction.newBuilder().setStatus(status).build();
  }
}
