package io.k8c.kubelb.manager.route.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Fields that are set and have no effect, by their path; people are told of them. */
final class Ignored {
  private Ignored() {}

  /** Of these fields those that are set. */
  static List<String> fields(String path, Tree tree, String... fields) {
    return Stream.of(fields).filter(field -> tree.at(field).exists()).map(path::concat).toList();
  }

  /** TLS options of listeners that nobody knows. */
  static List<String> tlsOptions(Tree spec) {
    List<String> ignored = new ArrayList<>();
    List<Tree> listeners = spec.list("listeners", listener -> listener);
    for (int i = 0; i < listeners.size(); i++) {
      for (String key : listeners.get(i).at("tls").map("options").keySet()) {
        if (!key.equals(TlsSpec.HTTP3)) {
          ignored.add("spec.listeners[" + i + "].tls.options[" + key + "]");
        }
      }
    }
    return ignored;
  }

  /** Fields of the entries of a list, which are read with the path of each. */
  static List<String> entries(
      Tree spec, String list, BiFunction<String, Tree, List<String>> reading) {
    List<String> ignored = new ArrayList<>();
    List<Tree> entries = spec.list(list, entry -> entry);
    for (int i = 0; i < entries.size(); i++) {
      ignored.addAll(reading.apply("spec." + list + "[" + i + "].", entries.get(i)));
    }
    return ignored;
  }
}
