package io.k8c.kubelb.manager.route.spec;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names and values that may stand in a request, by RFC 9110. */
final class HeaderSyntax {
  static final int LONGEST_NAME = 256;
  static final int LONGEST_VALUE = 4096;

  /** Entries that the standard lets a list of names have. */
  static final int MOST = 64;

  /** What to do about a value that is none. */
  static final String VALUE_REMEDY =
      "use at most " + LONGEST_VALUE + " characters, none of them a control character";

  /** Headers that say where a message goes and where it ends. */
  private static final Set<String> OF_MESSAGES =
      Set.of(
          "host",
          "connection",
          "content-length",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final String ENVOY = "x-envoy-";

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_|~`-]+");

  private HeaderSyntax() {}

  static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && TOKEN.matcher(text).matches();
  }

  /** Why a name is none. */
  static String noName(String text) {
    return Findings.shown(text)
        + " is not the name of a header; use at most "
        + LONGEST_NAME
        + " letters, digits and -";
  }

  /** Whether HTTP or the proxy itself works by it, so that nobody else may have it. */
  static boolean isReserved(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return OF_MESSAGES.contains(plain) || plain.startsWith(ENVOY);
  }

  static boolean isValue(String text) {
    return text.length() <= LONGEST_VALUE
        && text.chars().allMatch(letter -> letter == '\t' || (letter >= ' ' && letter != 127));
  }

  /** A list of names, each of which is still to be looked at. */
  static List<String> list(Tree tree, String field, Findings findings) {
    List<String> names = tree.texts(field);
    if (names.size() > MOST) {
      findings.unsupported(
          field + " has " + names.size() + " entries; use at most " + MOST + " of them");
    }
    return names;
  }
}
