package io.k8c.kubelb.manager.route.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Fields that are set and have no effect, by their path; people are told of them. */
final class Ignored {
  private Ignored() {}

  /** Of these fields those that are set. */
  static List<String> fields(String path, Tree tree, String... fields) {
    return Stream.of(fields).filter(field -> tree.at(field).exists()).map(path::concat).toList();
  }

  /** Of the fields of the entries of a list. */
  static List<String> entries(Tree spec, String list, String inner, String field) {
    List<String> ignored = new ArrayList<>();
    List<Tree> entries = spec.list(list, entry -> entry);
    for (int i = 0; i < entries.size(); i++) {
      Tree holder = inner.isEmpty() ? entries.get(i) : entries.get(i).at(inner);
      String path = "spec." + list + "[" + i + "]." + (inner.isEmpty() ? "" : inner + ".");
      ignored.addAll(fields(path, holder, field));
    }
    return ignored;
  }
}
