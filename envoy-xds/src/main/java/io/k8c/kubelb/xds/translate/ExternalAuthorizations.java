package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.duration;
import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.github.xds.core.v3.TypedExtensionConfig;
import com.github.xds.type.matcher.v3.Matcher;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutationRules;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.GrpcService.EnvoyGrpc;
import io.envoyproxy.envoy.config.core.v3.HttpUri;
import io.envoyproxy.envoy.extensions.common.matching.v3.ExtensionWithMatcher;
import io.envoyproxy.envoy.extensions.common.matching.v3.ExtensionWithMatcherPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.Composite;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.ExecuteFilterAction;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.AuthorizationResponse;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.BufferSettings;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.HttpService;
import io.envoyproxy.envoy.type.matcher.v3.ListStringMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;
import io.k8c.kubelb.xds.model.ExternalAuthorization;
import io.k8c.kubelb.xds.model.ExternalAuthorization.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Requests that a service lets in or keeps out. Which headers it is told stands in Envoy's filter
 * itself and not among what a route may change of it; therefore each route brings a filter of its
 * own, and what stands in the listener is only the place for it.
 */
final class ExternalAuthorizations {
  /** From asking until the whole answer, further attempts included. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Of bytes, by gRPC; by HTTP Envoy holds its own limit of 32 MiB. */
  private static final int LONGEST_ANSWER = 1 << 20;

  /** Headers that say where a message ends; another one's would cut a request in pieces. */
  private static final String FRAMING =
      "connection|content-length|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade";

  /** Headers that are about the answer itself, and would be lies about the request. */
  private static final String ANSWER = "content-.*|date|server";

  private static final String ENVOY = "x-envoy-";

  private ExternalAuthorizations() {}

  /** For all routes: nobody is asked. */
  static Message dormant() {
    return ExtensionWithMatcher.newBuilder()
        .setExtensionConfig(
            io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig.newBuilder()
                .setName(Names.COMPOSITE)
                .setTypedConfig(pack(Composite.getDefaultInstance())))
        .build();
  }

  /** For one route. */
  static Message filter(ExternalAuthorization asked) {
    return ExtensionWithMatcherPerRoute.newBuilder()
        .setXdsMatcher(
            Matcher.newBuilder()
                .setOnNoMatch(
                    Matcher.OnMatch.newBuilder()
                        .setAction(
                            TypedExtensionConfig.newBuilder()
                                .setName(Names.EXT_AUTHZ)
                                .setTypedConfig(pack(always(extAuthz(asked)))))))
        .build();
  }

  private static ExecuteFilterAction always(ExtAuthz filter) {
    return ExecuteFilterAction.newBuilder()
        .setTypedConfig(
            io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig.newBuilder()
                .setName(Names.EXT_AUTHZ)
                .setTypedConfig(pack(filter)))
        .build();
  }

  private static ExtAuthz extAuthz(ExternalAuthorization asked) {
    ExtAuthz.Builder filter =
        ExtAuthz.newBuilder()
            .setTransportApiVersion(ApiVersion.V3)
            .setStatusOnError(HttpStatus.newBuilder().setCode(StatusCode.ServiceUnavailable))
            .setValidateMutations(true)
            .setDecoderHeaderMutationRules(mutations(asked.protocol()));
    if (!asked.requestHeaders().isEmpty()) {
      filter.setAllowedHeaders(exactly(asked.requestHeaders()));
    }
    if (asked.bodyBytes() > 0) {
      filter.setWithRequestBody(BufferSettings.newBuilder().setMaxRequestBytes(asked.bodyBytes()));
    }
    switch (asked.protocol()) {
      case Protocol.Grpc() -> filter.setGrpcService(grpc(asked));
      case Protocol.Http http -> filter.setHttpService(http(asked, http));
    }
    return filter.build();
  }

  /** With these rules Envoy's own hold too: neither Host nor {@code x-envoy-*} may be changed. */
  private static HeaderMutationRules mutations(Protocol protocol) {
    boolean all = protocol instanceof Protocol.Http http && http.answerHeaders().isEmpty();
    return HeaderMutationRules.newBuilder()
        .setDisallowSystem(BoolValue.of(true))
        .setDisallowExpression(Matches.regex(all ? FRAMING + "|" + ANSWER : FRAMING))
        .build();
  }

  private static GrpcService grpc(ExternalAuthorization asked) {
    return GrpcService.newBuilder()
        .setEnvoyGrpc(
            EnvoyGrpc.newBuilder()
                .setClusterName(asked.upstream())
                .setAuthority(asked.authority())
                .setSkipEnvoyHeaders(true)
                .setMaxReceiveMessageLength(UInt32Value.of(LONGEST_ANSWER)))
        .setTimeout(duration(PATIENCE))
        .setRetryPolicy(Retries.own(PATIENCE))
        .build();
  }

  private static HttpService http(ExternalAuthorization asked, Protocol.Http http) {
    return HttpService.newBuilder()
        .setServerUri(
            HttpUri.newBuilder()
                .setUri("http://" + asked.authority())
                .setCluster(asked.upstream())
                .setTimeout(duration(PATIENCE)))
        .setPathPrefix(Paths.withoutSlash(http.pathPrefix()))
        .setAuthorizationResponse(
            AuthorizationResponse.newBuilder()
                .setAllowedUpstreamHeaders(
                    http.answerHeaders().isEmpty() ? matching(".*") : exactly(http.answerHeaders()))
                .setAllowedClientHeaders(matching(without(ENVOY))))
        .setUnknownFields(
            NewerFields.of(NewerFields.HTTP_SERVICE_RETRY_POLICY, Retries.own(PATIENCE)))
        .build();
  }

  private static ListStringMatcher exactly(List<String> names) {
    ListStringMatcher.Builder matchers = ListStringMatcher.newBuilder();
    names.forEach(
        name ->
            matchers.addPatterns(StringMatcher.newBuilder().setExact(name).setIgnoreCase(true)));
    return matchers.build();
  }

  private static ListStringMatcher matching(String pattern) {
    return ListStringMatcher.newBuilder()
        .addPatterns(StringMatcher.newBuilder().setSafeRegex(Matches.regex(pattern)))
        .build();
  }

  /** Texts that do not begin so, in words of RE2, which has no "not". */
  private static String without(String beginning) {
    return IntStream.range(0, beginning.length())
        .mapToObj(i -> beginning.substring(0, i) + "([^" + beginning.charAt(i) + "].*)?")
        .collect(Collectors.joining("|"));
  }
}
