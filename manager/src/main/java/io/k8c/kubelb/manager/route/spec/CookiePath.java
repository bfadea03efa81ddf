package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.RouteMatch.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The path of a cookie for requests that match: the longest that all of them are below. */
final class CookiePath {
  private static final String ROOT = "/";

  /** What has a meaning in an expression, and what ends an attribute of a cookie. */
  private static final Pattern SPECIAL = Pattern.compile("[;.\\\\\\[\\](){}*+?|^$]");

  private static final Pattern ESCAPED = Pattern.compile("\\\\.|\\[[^\\]]*\\]");
  private static final Pattern GROUP = Pattern.compile("\\([^()]*\\)");

  private CookiePath() {}

  static String of(Path path) {
    return switch (path) {
      case Path.Exact exact -> before(exact.path(), exact.path().indexOf(';'));
      case Path.Prefix prefix -> {
        String whole = prefix.prefix().replaceAll("/+$", "");
        yield whole.isEmpty() ? ROOT : before(whole, whole.indexOf(';'));
      }
      case Path.Regex regex -> ofExpression(regex.pattern());
    };
  }

  private static String ofExpression(String pattern) {
    Matcher special = SPECIAL.matcher(pattern);
    if (!special.find()) {
      return before(pattern, -1);
    }
    return isOneOfSeveral(pattern) ? ROOT : before(pattern, special.start());
  }

  /** Whether it names paths that need have nothing in common. */
  private static boolean isOneOfSeveral(String pattern) {
    String rest = ESCAPED.matcher(pattern).replaceAll("");
    for (Matcher group = GROUP.matcher(rest); group.find(); group = GROUP.matcher(rest)) {
      rest = group.replaceAll("");
    }
    return rest.contains("|");
  }

  /** The elements of a path that end before a place, be it none. */
  private static String before(String path, int place) {
    if (!path.startsWith(ROOT)) {
      return ROOT;
    }
    int end = place < 0 ? path.length() : path.lastIndexOf('/', place - 1);
    return end <= 0 ? ROOT : path.substring(0, end);
  }
}
