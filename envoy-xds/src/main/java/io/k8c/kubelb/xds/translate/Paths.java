package io.k8c.kubelb.xds.translate;

import io.envoyproxy.envoy.type.matcher.v3.RegexMatchAndSubstitute;
import io.k8c.kubelb.xds.model.RouteMatch.Path;
import io.k8c.kubelb.xds.model.RouteRule.PathRewrite;

/**
 * How a rule changes a path. Envoy cuts off what matched and puts the new prefix in its place,
 * letter by letter; the standard means whole elements, with one slash between them.
 */
final class Paths {
  private static final String ALL = "^/.*$";

  private Paths() {}

  /** A change of a path as Envoy can make it. */
  sealed interface Change {
    /** The matched prefix, or where none matched the whole path, becomes another text. */
    record Prefix(String text) implements Change {}

    record Regex(RegexMatchAndSubstitute rewrite) implements Change {}
  }

  static Change change(PathRewrite rewrite, Path matched) {
    return switch (rewrite) {
      case PathRewrite.Full full -> regex(ALL, literal(full.path()));
      case PathRewrite.Regex regex -> regex(regex.pattern(), regex.substitution());
      case PathRewrite.Prefix prefix -> prefix(withoutSlash(prefix.prefix()), matched);
    };
  }

  private static Change prefix(String replacement, Path matched) {
    if (!(matched instanceof Path.Prefix prefix)) {
      return regex(ALL, literal(replacement.isEmpty() ? "/" : replacement));
    }
    String elements = withoutSlash(prefix.prefix());
    if (elements.isEmpty()) {
      return new Change.Prefix(replacement + "/");
    }
    return replacement.isEmpty()
        ? regex("^" + quote(elements) + "/*", "/")
        : new Change.Prefix(replacement);
  }

  private static Change.Regex regex(String pattern, String substitution) {
    return new Change.Regex(
        RegexMatchAndSubstitute.newBuilder()
            .setPattern(Matches.regex(pattern))
            .setSubstitution(substitution)
            .build());
  }

  /** A path without slashes at its end; empty for the root. */
  static String withoutSlash(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  /** A text as an RE2 expression that matches nothing else. */
  static String quote(String text) {
    return text.replaceAll("[\\p{ASCII}&&[^\\p{Alnum}/_-]]", "\\\\$0");
  }

  private static String literal(String substitution) {
    return substitution.replace("\\", "\\\\");
  }
}
