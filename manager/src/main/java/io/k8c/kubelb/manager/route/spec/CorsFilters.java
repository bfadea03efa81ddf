package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.Cors;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Filters for requests of scripts from elsewhere. */
final class CorsFilters {
  /** An origin with a wildcard becomes an expression, whose size Envoy limits. */
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|[a-z][a-z0-9+.-]{0,31}://[A-Za-z0-9*._-]{1,253}(:([0-9]{1,5}|\\*))?");

  private static final int DEFAULT_SECONDS = 5;

  private CorsFilters() {}

  static boolean isOrigin(String text) {
    return ORIGIN.matcher(text).matches();
  }

  static Cors read(Tree tree, Findings findings) {
    List<String> origins = HeaderSyntax.list(tree, "allowOrigins", findings);
    origins.stream()
        .filter(origin -> !isOrigin(origin))
        .forEach(
            origin ->
                findings.unsupported(
                    Findings.shown(origin)
                        + " is not an origin; use * or scheme://host:port, with a host of at most"
                        + " 253 characters"));
    List<String> methods = HeaderSyntax.list(tree, "allowMethods", findings);
    List<String> headers = HeaderSyntax.list(tree, "allowHeaders", findings);
    List<String> exposed = HeaderSyntax.list(tree, "exposeHeaders", findings);
    Stream.of(methods, headers, exposed)
        .flatMap(List::stream)
        .filter(name -> !HeaderSyntax.isName(name))
        .forEach(
            name ->
                findings.unsupported(
                    Findings.shown(name)
                        + " is not a method or header; use * or letters, digits and -"));
    int seconds = tree.integer("maxAge").orElse(DEFAULT_SECONDS);
    if (seconds < 0) {
      findings.unsupported("maxAge is negative; use a number of seconds");
    }
    return new Cors(
        origins,
        methods,
        headers,
        exposed,
        tree.isTrue("allowCredentials"),
        Duration.ofSeconds(Math.max(0, seconds)));
  }
}
