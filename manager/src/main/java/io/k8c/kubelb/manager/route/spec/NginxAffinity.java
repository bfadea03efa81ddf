package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.Affinity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Annotations about clients that stay with a backend. */
final class NginxAffinity {
  private static final int LONGEST = 315_360_000;
  private static final Map<String, String> SITES =
      Map.of("strict", "Strict", "lax", "Lax", "none", "None");

  private NginxAffinity() {}

  static Optional<Affinity> of(NginxAnnotations annotations) {
    Optional<String> mode = annotations.text("affinity-mode");
    annotations.check(
        "affinity-mode",
        mode.map(word -> word.equals("balanced") || word.equals("persistent")).orElse(true),
        "use balanced or persistent");
    Optional<Integer> age = annotations.integer("session-cookie-max-age", 0, LONGEST);
    Optional<Integer> expires = annotations.integer("session-cookie-expires", 0, LONGEST);
    Affinity affinity =
        new Affinity(
            annotations
                .text("session-cookie-name")
                .filter(
                    name ->
                        annotations.check(
                            "session-cookie-name",
                            HeaderSyntax.isName(name),
                            "use at most "
                                + HeaderSyntax.LONGEST_NAME
                                + " letters, digits, - and _"))
                .orElse("INGRESSCOOKIE"),
            Duration.ofSeconds(age.or(() -> expires).orElse(0)),
            annotations
                .text("session-cookie-path")
                .filter(
                    path ->
                        annotations.check(
                            "session-cookie-path",
                            PathSyntax.isReplacement(path),
                            "name an absolute path of at most "
                                + PathSyntax.LONGEST
                                + " characters"))
                .orElse("/"),
            annotations.flag("session-cookie-secure").orElse(false),
            annotations.text("session-cookie-samesite").flatMap(text -> site(annotations, text)));
    return annotations
        .text("affinity")
        .filter(
            word ->
                annotations.check("affinity", word.equals("cookie"), "use cookie, or remove it"))
        .map(
            word -> {
              mode.filter("persistent"::equals)
                  .ifPresent(
                      persistent ->
                          annotations.remark(
                              "affinity-mode",
                              "is served as balanced: where nodes come or go, some clients move to"
                                  + " another one; use balanced, or remove it"));
              annotations.remark(
                  "affinity",
                  "keeps a client on one node, which picks the pod; set sessionAffinity: ClientIP"
                      + " on the Service to keep it on one pod");
              return affinity;
            });
  }

  private static Optional<String> site(NginxAnnotations annotations, String text) {
    Optional<String> site = Optional.ofNullable(SITES.get(text.toLowerCase(java.util.Locale.ROOT)));
    annotations.check("session-cookie-samesite", site.isPresent(), "use Strict, Lax or None");
    return site;
  }
}
