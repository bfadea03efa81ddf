package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.duration;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteAction.ClusterNotFoundResponseCode;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import io.envoyproxy.envoy.config.route.v3.RouteAction.RequestMirrorPolicy;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster.ClusterWeight;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.FractionalPercent.DenominatorType;
import io.k8c.kubelb.xds.model.Affinity;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.RouteMatch.Path;
import io.k8c.kubelb.xds.model.RouteRule.Action.Forward;
import io.k8c.kubelb.xds.model.RouteRule.Mirror;
import io.k8c.kubelb.xds.model.StatefulSession.Backend;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Requests that go to upstreams. */
final class Forwards {
  private static final long MILLION = 1_000_000;

  private Forwards() {}

  /** Upstreams that get a share of the requests. */
  static List<WeightedUpstream> targets(Forward forward) {
    return forward.upstreams().stream().filter(target -> target.weight() > 0).toList();
  }

  /** Names of all upstreams that the requests or copies of them may go to. */
  static Stream<String> upstreams(Forward forward) {
    return Stream.of(
            targets(forward).stream().map(WeightedUpstream::upstream),
            forward.mirrors().stream().map(Mirror::upstream),
            backends(forward).map(Backend::upstream))
        .flatMap(names -> names);
  }

  /** Upstreams that sessions may be with, be it without a share of the other requests. */
  static Stream<Backend> backends(Forward forward) {
    return forward.session().stream().flatMap(session -> session.backends().stream());
  }

  /** The same with nothing but an upstream, which has a share then. */
  static Forward only(Forward forward, String upstream) {
    return forward.to(
        forward.upstreams().stream()
            .filter(target -> target.upstream().equals(upstream))
            .map(
                target ->
                    new WeightedUpstream(
                        upstream,
                        Math.max(target.weight(), 1),
                        target.requestHeaders(),
                        target.responseHeaders()))
            .toList());
  }

  /**
   * Whether an upstream has edits of its own, before which Envoy would not do those of the rule.
   */
  static boolean isEdited(Forward forward) {
    return !targets(forward).stream().allMatch(Forwards::isPlain);
  }

  /** The same with the edits of the rule done for each upstream, before its own. */
  static Forward edited(Forward forward, HeaderEdits requests, HeaderEdits responses) {
    return forward.to(
        targets(forward).stream()
            .map(
                target ->
                    new WeightedUpstream(
                        target.upstream(),
                        target.weight(),
                        requests.then(target.requestHeaders()),
                        responses.then(target.responseHeaders())))
            .toList());
  }

  static RouteAction action(Forward forward, Path matched) {
    RouteAction.Builder action =
        RouteAction.newBuilder()
            .setClusterNotFoundResponseCode(ClusterNotFoundResponseCode.INTERNAL_SERVER_ERROR)
            .setTimeout(duration(forward.timeouts().request().orElse(Duration.ZERO)));
    forward.timeouts().idle().ifPresent(idle -> action.setIdleTimeout(duration(idle)));
    forward.affinity().ifPresent(affinity -> action.addHashPolicy(cookie(affinity)));
    Retries.policy(forward.retry(), forward.timeouts().attempt().filter(Duration::isPositive))
        .ifPresent(action::setRetryPolicy);
    target(action, targets(forward));
    forward
        .path()
        .map(rewrite -> Paths.change(rewrite, matched))
        .ifPresent(
            change -> {
              switch (change) {
                case Paths.Change.Prefix prefix -> action.setPrefixRewrite(prefix.text());
                case Paths.Change.Regex regex -> action.setRegexRewrite(regex.rewrite());
              }
            });
    forward.host().ifPresent(action::setHostRewriteLiteral);
    forward.mirrors().forEach(mirror -> action.addRequestMirrorPolicies(mirror(mirror)));
    return action.build();
  }

  private static HashPolicy cookie(Affinity affinity) {
    HashPolicy.Cookie.Builder cookie =
        HashPolicy.Cookie.newBuilder()
            .setName(affinity.cookie())
            .setTtl(duration(affinity.maxAge()))
            .setPath(affinity.path());
    if (affinity.secure()) {
      cookie.addAttributes(HashPolicy.CookieAttribute.newBuilder().setName("Secure"));
    }
    affinity
        .sameSite()
        .ifPresent(
            site ->
                cookie.addAttributes(
                    HashPolicy.CookieAttribute.newBuilder().setName("SameSite").setValue(site)));
    return HashPolicy.newBuilder().setCookie(cookie).build();
  }

  private static void target(RouteAction.Builder action, List<WeightedUpstream> targets) {
    if (targets.size() == 1 && isPlain(targets.getFirst())) {
      action.setCluster(targets.getFirst().upstream());
      return;
    }
    WeightedCluster.Builder weighted = WeightedCluster.newBuilder();
    for (WeightedUpstream target : targets) {
      weighted.addClusters(
          ClusterWeight.newBuilder()
              .setName(target.upstream())
              .setWeight(UInt32Value.of(target.weight()))
              .addAllRequestHeadersToAdd(Headers.added(target.requestHeaders()))
              .addAllRequestHeadersToRemove(Headers.removed(target.requestHeaders()))
              .addAllResponseHeadersToAdd(Headers.added(target.responseHeaders()))
              .addAllResponseHeadersToRemove(Headers.removed(target.responseHeaders())));
    }
    action.setWeightedClusters(weighted);
  }

  private static boolean isPlain(WeightedUpstream target) {
    return target.requestHeaders().equals(HeaderEdits.NONE)
        && target.responseHeaders().equals(HeaderEdits.NONE);
  }

  /** The copy carries the same host as the request; by default Envoy would mark it. */
  private static RequestMirrorPolicy mirror(Mirror mirror) {
    long parts = mirror.numerator() * MILLION / mirror.denominator();
    return RequestMirrorPolicy.newBuilder()
        .setCluster(mirror.upstream())
        .setDisableShadowHostSuffixAppend(true)
        .setRuntimeFraction(
            RuntimeFractionalPercent.newBuilder()
                .setDefaultValue(
                    FractionalPercent.newBuilder()
                        .setNumerator((int) Math.min(parts, MILLION))
                        .setDenominator(DenominatorType.MILLION)))
        .build();
  }
}
