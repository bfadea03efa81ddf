package io.k8c.kubelb.e2e.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the suite has said so far, in the order of saying it.
 *
 * @param byTest of the tests that have ended
 * @param skipped why a test was skipped
 * @param lastWords its last complaint, empty if there is none
 */
record Verdicts(Map<String, Verdict> byTest, Map<String, String> skipped, String lastWords) {
  private static final Pattern ENDED =
      Pattern.compile("(?m)^ *--- (PASS|FAIL|SKIP): TestGatewayAPI/([^/ ]+) \\(");
  private static final Pattern WHY = Pattern.compile("Skipping (\\w+): (.*)");

  private static final String TIMED_OUT = "test timed out";
  private static final Pattern COMPLAINT = Pattern.compile("(?m)(?:Messages:|^panic:)\\s+(.*)$");

  /** Of what the suite prints with Go's {@code -test.v}. */
  static Verdicts of(String log) {
    var byTest = new LinkedHashMap<String, Verdict>();
    ENDED
        .matcher(log)
        .results()
        .forEach(found -> byTest.put(found.group(2), Verdict.valueOf(found.group(1))));
    var skipped = new LinkedHashMap<String, String>();
    WHY.matcher(log).results().forEach(found -> skipped.put(found.group(1), found.group(2)));
    String lastWords =
        COMPLAINT.matcher(log).results().map(found -> found.group(1)).reduce("", (_, last) -> last);
    return new Verdicts(byTest, skipped, lastWords);
  }

  static Verdicts of(Path log) {
    try {
      return of(new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the suite ended itself because its time was up. */
  boolean timedOut() {
    return lastWords.startsWith(TIMED_OUT);
  }

  List<String> with(Verdict verdict) {
    return byTest.keySet().stream().filter(test -> byTest.get(test) == verdict).toList();
  }

  /** What is wrong with tests that were to pass, a line each. */
  List<String> shortcomings(Collection<String> tests) {
    var lines = new ArrayList<String>();
    for (String test : tests) {
      Verdict verdict = byTest.get(test);
      if (verdict == null) {
        lines.add(test + " was not run: the suite ended before it, or has no test of that name");
      } else if (verdict == Verdict.FAIL) {
        lines.add(test + " failed");
      } else if (verdict == Verdict.SKIP) {
        lines.add(test + " was skipped: " + skipped.getOrDefault(test, "the suite's log says why"));
      }
    }
    return lines;
  }
}
