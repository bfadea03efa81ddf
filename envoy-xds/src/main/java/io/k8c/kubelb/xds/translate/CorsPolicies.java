package io.k8c.kubelb.xds.translate;

import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.CorsPolicy;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.k8c.kubelb.xds.model.Cors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What browsers are told of other origins' scripts. */
final class CorsPolicies {
  private static final String ANY = "*";

  private CorsPolicies() {}

  static CorsPolicy policy(Cors cors) {
    CorsPolicy.Builder policy =
        CorsPolicy.newBuilder()
            .setAllowMethods(list(cors.methods()))
            .setAllowHeaders(list(cors.requestHeaders()))
            .setExposeHeaders(list(cors.exposedHeaders()))
            .setMaxAge(Long.toString(cors.maxAge().toSeconds()))
            .setAllowCredentials(BoolValue.of(cors.credentials()))
            .setForwardNotMatchingPreflights(BoolValue.of(false));
    cors.origins().forEach(origin -> policy.addAllowOriginStringMatch(origin(origin)));
    return policy.build();
  }

  private static String list(List<String> names) {
    return String.join(", ", names);
  }

  private static StringMatcher origin(String origin) {
    if (!origin.contains(ANY)) {
      return StringMatcher.newBuilder().setExact(origin).build();
    }
    String pattern =
        Arrays.stream(origin.split("\\*", -1)).map(Paths::quote).collect(Collectors.joining(".*"));
    return StringMatcher.newBuilder().setSafeRegex(Matches.regex(pattern)).build();
  }
}
