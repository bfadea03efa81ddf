package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.Cors;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Filters for requests of scripts from elsewhere. */
final class CorsFilters {
  private static final int DEFAULT_SECONDS = 5;
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|[a-z][a-z0-9+.-]*://[A-Za-z0-9*._-]+(:([0-9]{1,5}|\\*))?");

  private CorsFilters() {}

  static boolean isOrigin(String text) {
    return ORIGIN.matcher(text).matches();
  }

  static Cors read(Tree tree, Findings findings) {
    List<String> origins = tree.texts("allowOrigins");
    origins.stream()
        .filter(origin -> !ORIGIN.matcher(origin).matches())
        .forEach(origin -> findings.unsupported(origin + " is not an origin"));
    List<String> methods = tree.texts("allowMethods");
    List<String> headers = tree.texts("allowHeaders");
    List<String> exposed = tree.texts("exposeHeaders");
    Stream.of(methods, headers, exposed)
        .flatMap(List::stream)
        .filter(name -> !HeaderSyntax.isName(name))
        .forEach(name -> findings.unsupported(name + " is not a method or header"));
    int seconds = tree.integer("maxAge").orElse(DEFAULT_SECONDS);
    if (seconds < 0) {
      findings.unsupported("maxAge is negative");
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
