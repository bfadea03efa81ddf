package io.k8c.kubelb.manager.route.spec;

import java.util.regex.Pattern;

/** Names and values that may stand in a request, by RFC 9110. */
final class HeaderSyntax {
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_VALUE = 4096;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_|~`-]+");

  private HeaderSyntax() {}

  static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && TOKEN.matcher(text).matches();
  }

  static boolean isValue(String text) {
    return text.length() <= LONGEST_VALUE
        && text.chars().allMatch(letter -> letter == '\t' || (letter >= ' ' && letter != 127));
  }
}
