package io.k8c.kubelb.e2e.fast;

import java.util.stream.Collectors;

/** The reference of all metrics, made from what running programs offer. */
final class MetricsPage {
  private static final String HEAD =
      """
      # Metrics

      Generated from running programs; a build rewrites it. Histograms have the usual series `_bucket`, `_count` and `_sum`.
      Two metrics of the CCM end in `_total` and are gauges all the same: they count what exists now and fall when it goes.
      """;

  private MetricsPage() {}

  static String of(Scrape manager, Scrape ccm) {
    return HEAD + section("Manager", manager) + section("CCM", ccm);
  }

  private static String section(String title, Scrape scrape) {
    StringBuilder text =
        new StringBuilder(
            "\n## %s\n\n| Name | Type | Labels | Meaning |\n|---|---|---|---|\n".formatted(title));
    scrape
        .families()
        .forEach(
            (name, family) -> {
              if (!name.endsWith("_max")) {
                text.append(row(name, family));
              }
            });
    return text.toString();
  }

  private static String row(String name, Scrape.Family family) {
    String labels =
        family.labels().stream()
            .sorted()
            .map(label -> "`" + label + "`")
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |\n".formatted(name, family.type(), labels, family.help());
  }
}
