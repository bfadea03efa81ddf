package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.duration;
import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.config.route.v3.RateLimit;
import io.envoyproxy.envoy.config.route.v3.RateLimit.Action;
import io.envoyproxy.envoy.extensions.common.ratelimit.v3.LocalRateLimitDescriptor;
import io.envoyproxy.envoy.extensions.common.ratelimit.v3.RateLimitDescriptor;
import io.envoyproxy.envoy.extensions.filters.http.buffer.v3.Buffer;
import io.envoyproxy.envoy.extensions.filters.http.buffer.v3.BufferPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.Cors;
import io.envoyproxy.envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBACPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.stateful_session.v3.StatefulSession;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.FractionalPercent.DenominatorType;
import io.envoyproxy.envoy.type.v3.TokenBucket;
import io.k8c.kubelb.xds.model.Guards;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Filters that only the routes with a word for them wake, so that others do not pay for them. */
final class GuardFilters {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Clients that are counted at a time; who was not seen for longest is forgotten first. */
  private static final int CLIENTS = 4096;

  private static final int UNLIMITED = 1_000_000_000;

  private GuardFilters() {}

  /** Always there, since another filter would end the connections of the listener. */
  static List<HttpFilter> dormant() {
    return List.of(
        dormant(Names.CORS, Cors.getDefaultInstance()),
        dormant(Names.RBAC, RBAC.getDefaultInstance()),
        dormant(Names.LOCAL_RATE_LIMIT, LocalRateLimit.newBuilder().setStatPrefix("rate").build()),
        dormant(Names.COMPOSITE, ExternalAuthorizations.dormant()),
        dormant(Names.BUFFER, body(1)),
        dormant(Names.STATEFUL_SESSION, StatefulSession.getDefaultInstance()));
  }

  private static HttpFilter dormant(String name, Message config) {
    return HttpFilter.newBuilder()
        .setName(name)
        .setDisabled(true)
        .setTypedConfig(pack(config))
        .build();
  }

  /** What guards of a route say to the filters. */
  static Map<String, Any> of(Guards guards) {
    Map<String, Any> filters = new LinkedHashMap<>();
    if (!guards.sources().isAll()) {
      filters.put(
          Names.RBAC,
          pack(
              RBACPerRoute.newBuilder()
                  .setRbac(RBAC.newBuilder().setRules(SourceRules.of(guards.sources())))
                  .build()));
    }
    guards.rate().ifPresent(rate -> filters.put(Names.LOCAL_RATE_LIMIT, pack(limit(rate))));
    guards
        .authorization()
        .ifPresent(
            asked -> filters.put(Names.COMPOSITE, pack(ExternalAuthorizations.filter(asked))));
    guards
        .bodyBytes()
        .ifPresent(
            bytes ->
                filters.put(
                    Names.BUFFER,
                    pack(BufferPerRoute.newBuilder().setBuffer(body(bytes)).build())));
    return filters;
  }

  private static Buffer body(long bytes) {
    return Buffer.newBuilder()
        .setMaxRequestBytes(UInt32Value.of((int) Math.min(bytes, Integer.MAX_VALUE)))
        .build();
  }

  private static LocalRateLimit limit(Guards.Rate rate) {
    return LocalRateLimit.newBuilder()
        .setStatPrefix("rate")
        .setFilterEnabled(always())
        .setFilterEnforced(always())
        .setTokenBucket(bucket(UNLIMITED, UNLIMITED))
        .setAlwaysConsumeDefaultTokenBucket(BoolValue.of(false))
        .setMaxDynamicDescriptors(UInt32Value.of(CLIENTS))
        .addRateLimits(
            RateLimit.newBuilder()
                .addActions(
                    Action.newBuilder()
                        .setRemoteAddress(Action.RemoteAddress.getDefaultInstance())))
        .addDescriptors(
            LocalRateLimitDescriptor.newBuilder()
                .addEntries(RateLimitDescriptor.Entry.newBuilder().setKey("remote_address"))
                .setTokenBucket(bucket(rate.burst(), rate.perSecond())))
        .build();
  }

  private static TokenBucket bucket(int most, int perSecond) {
    return TokenBucket.newBuilder()
        .setMaxTokens(most)
        .setTokensPerFill(UInt32Value.of(perSecond))
        .setFillInterval(duration(SECOND))
        .build();
  }

  private static RuntimeFractionalPercent always() {
    return RuntimeFractionalPercent.newBuilder()
        .setDefaultValue(
            FractionalPercent.newBuilder()
                .setNumerator(100)
                .setDenominator(DenominatorType.HUNDRED))
        .build();
  }
}
