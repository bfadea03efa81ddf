package io.k8c.kubelb.manager.route.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which requests of an Ingress are sent elsewhere.
 *
 * @param tls whether requests without TLS are, for hosts that have a certificate
 * @param always whether they are for hosts without one too
 * @param elsewhere where all requests are sent
 * @param root where requests for {@code /} are sent
 */
public record IngressRedirects(
    boolean tls, boolean always, Optional<Elsewhere> elsewhere, Optional<String> root) {
  private static final int MOVED = 301;
  private static final int FOUND = 302;
  private static final int FIRST_CODE = 300;
  private static final int LAST_CODE = 308;

  /** A place becomes a header, whose length Envoy limits. */
  private static final int LONGEST = 2048;

  private static final String SAME = "$request_uri";
  private static final Pattern URL =
      Pattern.compile("(https?)://([A-Za-z0-9.-]+)(:[0-9]{1,5})?([/?][!-~]*)?|/[!-~]*");

  /** A place that clients are sent to. */
  public sealed interface Elsewhere {
    int status();

    /** This one. */
    record Place(String location, int status) implements Elsewhere {}

    /** The same path there. */
    record Site(String scheme, String host, Optional<Integer> port, int status)
        implements Elsewhere {}
  }

  static IngressRedirects of(NginxAnnotations annotations) {
    Optional<Elsewhere> temporal = elsewhere(annotations, "temporal-redirect", FOUND);
    Optional<Elsewhere> permanent = elsewhere(annotations, "permanent-redirect", MOVED);
    return new IngressRedirects(
        annotations.flag("ssl-redirect").orElse(true),
        annotations.flag("force-ssl-redirect").orElse(false),
        temporal.or(() -> permanent),
        annotations
            .text("app-root")
            .filter(
                path ->
                    annotations.check(
                        "app-root",
                        PathSyntax.problem(path).isEmpty() && path.length() > 1,
                        PathSyntax.REMEDY)));
  }

  private static Optional<Elsewhere> elsewhere(
      NginxAnnotations annotations, String name, int usual) {
    int status = annotations.integer(name + "-code", FIRST_CODE, LAST_CODE).orElse(usual);
    Optional<String> text = annotations.text(name);
    Optional<Elsewhere> found = text.flatMap(url -> read(url, status));
    if (text.isPresent() && found.isEmpty()) {
      annotations.unusable(
          name,
          "name a URL of at most "
              + LONGEST
              + " characters, which may end in $request_uri and holds no other variable");
      annotations.close();
    }
    return found;
  }

  private static Optional<Elsewhere> read(String text, int status) {
    boolean same = text.endsWith(SAME);
    String url = same ? text.substring(0, text.length() - SAME.length()) : text;
    Matcher matcher = URL.matcher(url);
    if (text.length() > LONGEST || url.contains("$") || !matcher.matches()) {
      return Optional.empty();
    }
    if (!same) {
      return Optional.of(new Elsewhere.Place(url, status));
    }
    String host = matcher.group(2);
    if (host == null || matcher.group(4) != null || !isCommon(status)) {
      return Optional.empty();
    }
    return Optional.of(
        new Elsewhere.Site(
            matcher.group(1),
            host,
            Optional.ofNullable(matcher.group(3)).map(port -> Integer.valueOf(port.substring(1))),
            status));
  }

  private static boolean isCommon(int status) {
    return status == MOVED || status == FOUND || status == 303 || status == 307 || status == 308;
  }
}
