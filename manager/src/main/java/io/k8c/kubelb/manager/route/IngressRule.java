package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Canary;
import io.k8c.kubelb.manager.route.spec.IngressPolicy;
import io.k8c.kubelb.manager.route.spec.IngressRedirects.Elsewhere;
import io.k8c.kubelb.manager.route.spec.Match;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.HeaderEdits.Header;
import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteMatch.Value;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteRule.Action;
import io.k8c.kubelb.xds.model.RouteRule.PathRewrite;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One path of an Ingress, on its way to rules of the proxy.
 *
 * @param rule place of the rule, and {@code path} of the path in it; for the name
 * @param groups of the path's regular expression
 * @param upstream where requests go
 * @param canary who takes a part of them
 */
record IngressRule(
    ParsedSource ingress,
    IngressPolicy policy,
    int rule,
    int path,
    Match match,
    int groups,
    String upstream,
    Optional<Taker> canary) {
  private static final int CLOSED = 503;
  private static final int MOVED = 308;
  private static final int FOUND = 302;
  private static final int HTTPS_PORT = 443;
  private static final Pattern GROUP = Pattern.compile("\\\\([0-9])");

  /** A canary and its upstream. */
  record Taker(Canary canary, String upstream) {}

  /** Requests that are sent to the same place over TLS. */
  RankedRule redirected() {
    return ranked(
        List.of(),
        new Action.Redirect(
            Optional.of("https"),
            Optional.empty(),
            Optional.of(HTTPS_PORT),
            Optional.empty(),
            MOVED),
        Optional.empty());
  }

  /** Requests that are sent to a place of the same site. */
  RankedRule sentTo(String place) {
    return ranked(List.of(), new Action.Respond(FOUND), Optional.of(place));
  }

  List<RankedRule> rules() {
    if (policy.closed()) {
      return List.of(ranked(List.of(), new Action.Respond(CLOSED), Optional.empty()));
    }
    if (policy.redirects().elsewhere().isPresent()) {
      return List.of(elsewhere(policy.redirects().elsewhere().get()));
    }
    List<RankedRule> rules = new ArrayList<>();
    List<WeightedUpstream> all = List.of(WeightedUpstream.of(upstream, 1));
    if (canary.isEmpty()) {
      rules.add(forward(List.of(), all));
      return rules;
    }
    Canary part = canary.get().canary();
    String other = canary.get().upstream();
    part.always()
        .forEach(
            value -> rules.add(forward(List.of(value), List.of(WeightedUpstream.of(other, 1)))));
    part.never().forEach(value -> rules.add(forward(List.of(value), all)));
    rules.add(
        forward(
            List.of(),
            List.of(
                WeightedUpstream.of(upstream, part.total() - part.weight()),
                WeightedUpstream.of(other, part.weight()))));
    return rules;
  }

  private RankedRule elsewhere(Elsewhere elsewhere) {
    return switch (elsewhere) {
      case Elsewhere.Place place ->
          ranked(List.of(), new Action.Respond(place.status()), Optional.of(place.location()));
      case Elsewhere.Site site ->
          ranked(
              List.of(),
              new Action.Redirect(
                  Optional.of(site.scheme()),
                  Optional.of(site.host()),
                  site.port().or(() -> Optional.of(site.scheme().equals("https") ? 443 : 80)),
                  Optional.empty(),
                  site.status()),
              Optional.empty());
    };
  }

  private RankedRule forward(List<Value> headers, List<WeightedUpstream> targets) {
    return ranked(
        headers,
        new Action.Forward(
            targets,
            rewrite(),
            policy.host(),
            List.of(),
            policy.timeouts(),
            Optional.empty(),
            policy.affinity(),
            Optional.empty()),
        Optional.empty());
  }

  /** A group that the expression does not have is empty. */
  private Optional<PathRewrite> rewrite() {
    return policy
        .rewriteTarget()
        .map(
            target ->
                GROUP
                    .matcher(target)
                    .replaceAll(group -> Integer.parseInt(group.group(1)) <= groups ? "$0" : ""))
        .map(
            target ->
                match.requests().path() instanceof RouteMatch.Path.Regex regex
                    ? new PathRewrite.Regex("^" + regex.pattern() + "$", target)
                    : new PathRewrite.Full(target));
  }

  private RankedRule ranked(List<Value> headers, Action action, Optional<String> location) {
    HeaderEdits answer =
        location
            .map(
                place ->
                    new HeaderEdits(List.of(new Header("location", place)), List.of(), List.of()))
            .orElse(HeaderEdits.NONE);
    RouteMatch requests =
        new RouteMatch(match.requests().path(), Optional.empty(), headers, List.of());
    return new RankedRule(
        match.rank(),
        ingress,
        rule,
        path,
        new RouteRule(
            name(),
            requests,
            policy.requestHeaders(),
            answer,
            policy.cors(),
            policy.guards(),
            action));
  }

  private String name() {
    return ingress.self().namespace() + "/" + ingress.self().name() + "/" + rule + "/" + path;
  }
}
