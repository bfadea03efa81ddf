package io.k8c.kubelb.e2e.install;

import io.k8c.kubelb.e2e.lab.host.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The program helm and the project's charts. */
record Helm(Path program, Path charts) {

  /** Installs a chart, or changes the values of what is installed. */
  void install(Access cluster, String chart, Map<String, String> values) {
    List<String> words = words(cluster, "upgrade", chart, charts.resolve(chart).toString());
    words.addAll(List.of("--install", "--create-namespace"));
    new TreeMap<>(values)
        .forEach((key, value) -> words.addAll(List.of("--set", key + "=" + escaped(value))));
    var _ = Command.of(words).run().orThrow();
  }

  void uninstall(Access cluster, String chart) {
    List<String> words = words(cluster, "uninstall", chart);
    words.addAll(List.of("--ignore-not-found", "--wait"));
    var _ = Command.of(words).run().orThrow();
  }

  private List<String> words(Access cluster, String... words) {
    List<String> all = new ArrayList<>(List.of(program.toString()));
    all.addAll(List.of(words));
    all.addAll(List.of("--kubeconfig", cluster.kubeconfig().toString()));
    all.addAll(List.of("--namespace", Installation.NAMESPACE));
    return all;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,");
  }
}
