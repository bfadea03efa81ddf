package io.k8c.kubelb.e2e.fast;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus reads from a program, series by series. */
record Scrape(Map<String, Double> series, Map<String, Family> families) {
  private static final Pattern SERIES = Pattern.compile("(?m)^(\\w+(?:\\{.*})?) (\\S+)$");
  private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\w+) (.*)$");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  /** What the page says of a metric. */
  record Family(String type, String help, Set<String> labels) {}

  static Scrape of(FastProgram program) {
    String page = program.metrics();
    Map<String, Double> series = new LinkedHashMap<>();
    Matcher values = SERIES.matcher(page);
    while (values.find()) {
      series.put(values.group(1), Double.parseDouble(values.group(2)));
    }
    return new Scrape(series, families(page, series.keySet()));
  }

  private static Map<String, Family> families(String page, Set<String> series) {
    Map<String, String> helps = new LinkedHashMap<>();
    Matcher help = HELP.matcher(page);
    while (help.find()) {
      helps.put(help.group(1), help.group(2));
    }
    Map<String, Family> families = new TreeMap<>();
    Matcher types = TYPE.matcher(page);
    while (types.find()) {
      String name = types.group(1);
      families.put(
          name, new Family(types.group(2), helps.getOrDefault(name, ""), labels(name, series)));
    }
    return families;
  }

  private static Set<String> labels(String family, Set<String> series) {
    Set<String> labels = new LinkedHashSet<>();
    for (String each : series) {
      String name = each.replaceAll("\\{.*", "").replaceAll("_(bucket|sum|count)$", "");
      if (name.equals(family) || each.startsWith(family + "{")) {
        Matcher label = LABEL.matcher(each);
        while (label.find()) {
          labels.add(label.group(1));
        }
      }
    }
    labels.remove("le");
    return labels;
  }

  /** Of one series; not a number where there is none. */
  double value(String name) {
    return series.getOrDefault(name, Double.NaN);
  }

  /** Of all series of a name. */
  double sum(String name) {
    return series.entrySet().stream()
        .filter(entry -> entry.getKey().equals(name) || entry.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** What the series of a name have grown by since then, by their labels. */
  Map<String, Double> grownSince(Scrape before, String name) {
    Map<String, Double> grown = new TreeMap<>();
    series.forEach(
        (key, value) -> {
          double growth = value - before.series.getOrDefault(key, 0.0);
          if (key.startsWith(name) && growth != 0) {
            grown.put(key.substring(name.length()), growth);
          }
        });
    return grown;
  }
}
