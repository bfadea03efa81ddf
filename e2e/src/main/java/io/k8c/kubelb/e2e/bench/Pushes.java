package io.k8c.kubelb.e2e.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much the manager told its proxies since it started, by what was told. */
record Pushes(Map<String, Double> counts) {
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^kubelb_manager_xds_(pushed|translated|hashed)_total(?:\\{type=\"(\\w+)\"\\})? (\\S+)");

  /** From what Prometheus reads. */
  static Pushes in(String metrics) {
    Map<String, Double> counts = new TreeMap<>();
    Matcher lines = LINE.matcher(metrics);
    while (lines.find()) {
      String type = lines.group(2) == null ? "" : " " + lines.group(2);
      counts.put(lines.group(1) + type, Double.valueOf(lines.group(3)));
    }
    return new Pushes(counts);
  }

  /** What was told between an earlier look and this one. */
  Map<String, Double> since(Pushes before) {
    Map<String, Double> more = new TreeMap<>();
    counts.forEach((key, value) -> more.put(key, value - before.counts.getOrDefault(key, 0.0)));
    return more;
  }
}
