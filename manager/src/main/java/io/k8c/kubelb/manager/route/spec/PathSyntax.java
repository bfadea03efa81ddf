package io.k8c.kubelb.manager.route.spec;

import java.util.Optional;
import java.util.regex.Pattern;

/** Paths as the standard wants them. */
final class PathSyntax {
  static final int LONGEST = 1024;

  /** What to do about a path that is none. */
  static final String REMEDY =
      "use a path of at most "
          + LONGEST
          + " characters that begins with / and has no //, /./, /../ or %2F";

  private static final Pattern SHAPE =
      Pattern.compile("/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*");
  private static final Pattern NEVER_NORMAL = Pattern.compile("//|/\\.\\.?/|/\\.\\.?$|%2[fF]");

  private PathSyntax() {}

  /** Why a path cannot be matched. */
  static Optional<String> problem(String path) {
    return path.length() > LONGEST
            || !SHAPE.matcher(path).matches()
            || NEVER_NORMAL.matcher(path).find()
        ? Optional.of(
            "path " + Findings.shown(path) + " is not an absolute path in normal form; " + REMEDY)
        : Optional.empty();
  }

  /** Whether a text may take the place of a path or of the beginning of one. */
  static boolean isReplacement(String path) {
    return path.length() <= LONGEST && (path.isEmpty() || SHAPE.matcher(path).matches());
  }
}
