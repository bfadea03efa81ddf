package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.Cors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Annotations about scripts of other origins, with the values that ingress-nginx has for them. */
final class NginxCors {
  private static final String METHODS = "GET, PUT, POST, DELETE, PATCH, OPTIONS";
  private static final String HEADERS =
      "DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,"
          + "Range,Authorization";
  private static final int USUAL_AGE = 1_728_000;

  private NginxCors() {}

  static Optional<Cors> of(NginxAnnotations annotations) {
    Cors cors =
        new Cors(
            names(annotations, "cors-allow-origin", "*", "origins", CorsFilters::isOrigin),
            names(annotations, "cors-allow-methods", METHODS, "methods", HeaderSyntax::isName),
            names(annotations, "cors-allow-headers", HEADERS, "headers", HeaderSyntax::isName),
            names(annotations, "cors-expose-headers", "", "headers", HeaderSyntax::isName),
            annotations.flag("cors-allow-credentials").orElse(true),
            Duration.ofSeconds(
                annotations.integer("cors-max-age", 0, Integer.MAX_VALUE).orElse(USUAL_AGE)));
    return annotations.flag("enable-cors").filter(enabled -> enabled).map(enabled -> cors);
  }

  private static List<String> names(
      NginxAnnotations annotations,
      String name,
      String usual,
      String what,
      Predicate<String> known) {
    List<String> names =
        Stream.of(annotations.text(name).orElse(usual).split(",", -1))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .toList();
    List<String> usable = names.stream().filter(known).limit(HeaderSyntax.MOST).toList();
    annotations.check(
        name,
        usable.size() == names.size(),
        "use a comma list of at most "
            + HeaderSyntax.MOST
            + " "
            + what
            + (what.equals("origins") ? ", each * or scheme://host:port" : "")
            + "; the others have no effect");
    return usable;
  }
}
