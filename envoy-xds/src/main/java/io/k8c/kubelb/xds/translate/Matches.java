package io.k8c.kubelb.xds.translate;

import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteMatch.Path;
import io.k8c.kubelb.xds.model.RouteMatch.Value;

/** Which requests a rule is for, in Envoy's words. */
final class Matches {
  private static final String METHOD = ":method";

  private Matches() {}

  static io.envoyproxy.envoy.config.route.v3.RouteMatch match(RouteMatch model) {
    var match = path(model.path());
    model.method().ifPresent(method -> match.addHeaders(exactly(METHOD, method)));
    model.headers().forEach(header -> match.addHeaders(header(header)));
    model.query().forEach(parameter -> match.addQueryParameters(query(parameter)));
    return match.build();
  }

  /** Whether a match looks at headers that a browser's question comes without. */
  static boolean hidesFromPreflights(RouteMatch model) {
    return model.method().isPresent() || !model.headers().stream().allMatch(Matches::isPseudo);
  }

  /** A part of the request line, as HTTP/2 spells it. */
  private static boolean isPseudo(Value header) {
    return header.name().startsWith(":");
  }

  /** A browser's question whether it may send such a request; it comes without its headers. */
  static io.envoyproxy.envoy.config.route.v3.RouteMatch preflight(RouteMatch model) {
    var match = path(model.path()).addHeaders(exactly(METHOD, "OPTIONS"));
    String asked = "access-control-request-method";
    match.addHeaders(
        model
            .method()
            .map(method -> exactly(asked, method))
            .orElseGet(
                () -> HeaderMatcher.newBuilder().setName(asked).setPresentMatch(true).build()));
    model.headers().stream()
        .filter(Matches::isPseudo)
        .forEach(header -> match.addHeaders(header(header)));
    model.query().forEach(parameter -> match.addQueryParameters(query(parameter)));
    return match.build();
  }

  private static io.envoyproxy.envoy.config.route.v3.RouteMatch.Builder path(Path path) {
    var match = io.envoyproxy.envoy.config.route.v3.RouteMatch.newBuilder();
    return switch (path) {
      case Path.Exact exact -> match.setPath(exact.path());
      case Path.Prefix prefix -> {
        String elements = Paths.withoutSlash(prefix.prefix());
        yield elements.isEmpty() ? match.setPrefix("/") : match.setPathSeparatedPrefix(elements);
      }
      case Path.Regex regex -> match.setSafeRegex(regex(regex.pattern()));
    };
  }

  private static HeaderMatcher header(Value header) {
    return HeaderMatcher.newBuilder().setName(header.name()).setStringMatch(value(header)).build();
  }

  private static HeaderMatcher exactly(String name, String value) {
    return header(new Value(name, value, false));
  }

  private static QueryParameterMatcher query(Value parameter) {
    return QueryParameterMatcher.newBuilder()
        .setName(parameter.name())
        .setStringMatch(value(parameter))
        .build();
  }

  private static StringMatcher value(Value value) {
    return value.regex()
        ? StringMatcher.newBuilder().setSafeRegex(regex(value.value())).build()
        : StringMatcher.newBuilder().setExact(value.value()).build();
  }

  static RegexMatcher regex(String pattern) {
    return RegexMatcher.newBuilder().setRegex(pattern).build();
  }
}
