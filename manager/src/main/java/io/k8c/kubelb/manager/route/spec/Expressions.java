package io.k8c.kubelb.manager.route.spec;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * Regular expressions in the syntax of RE2. Envoy matches bytes, so only ASCII means what it seems
 * to mean; Envoy's program may be five times as large as the one that is measured here.
 */
final class Expressions {
  private static final int LONGEST = 1024;
  private static final int LARGEST = 200;
  private static final java.util.regex.Pattern NOT_BYTES =
      java.util.regex.Pattern.compile("\\\\x\\{|\\\\C|\\\\[pP]");

  private Expressions() {}

  /** Why an expression is not taken. */
  static Optional<String> problem(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.of(
          "a regular expression has " + text.length() + " characters; use 1 to " + LONGEST);
    }
    if (!text.chars().allMatch(letter -> letter >= ' ' && letter < 127)
        || NOT_BYTES.matcher(text).find()) {
      return Optional.of(
          shown(text) + " is about more than ASCII characters; use those only, and no \\p or \\C");
    }
    try {
      return Pattern.compile(text).programSize() <= LARGEST
          ? Optional.empty()
          : Optional.of(shown(text) + " is too large; repeat less");
    } catch (PatternSyntaxException e) {
      return Optional.of(
          shown(text)
              + " is not in RE2 syntax: "
              + e.getDescription()
              + "; correct it by https://github.com/google/re2/wiki/Syntax");
    }
  }

  private static String shown(String text) {
    return "regular expression " + Findings.shown(text);
  }
}
