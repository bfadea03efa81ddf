package io.k8c.kubelb.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How often each field of each kind was set. */
final class Coverage {
  private final Map<String, Schema> kinds;
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Set<String> behind = new HashSet<>();

  Coverage(Map<String, Schema> kinds) {
    this.kinds = kinds;
    kinds.forEach((kind, schema) -> schema.leaves(kind, leaf -> counts.put(leaf, 0)));
  }

  /** Counts what an object sets. */
  void count(String kind, JsonNode object) {
    Schema schema = kinds.get(kind);
    if (schema != null) {
      schema.set(kind, object, leaf -> counts.merge(leaf, 1, Integer::sum));
    }
  }

  int fields() {
    return counts.size();
  }

  int least() {
    return counts.values().stream().mapToInt(Integer::intValue).min().orElse(0);
  }

  /** Fields that were set less often. */
  List<String> below(int times) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() < times)
        .map(entry -> entry.getKey() + " was set " + entry.getValue() + " times")
        .toList();
  }

  /** From now on fields that were set less often, and what leads to them, shall come more often. */
  void prefer(int times) {
    behind.clear();
    counts.forEach(
        (leaf, count) -> {
          if (count < times) {
            for (int end = leaf.length(); end > 0; end = leaf.lastIndexOf('.', end - 1)) {
              behind.add(leaf.substring(0, end));
            }
          }
        });
  }

  boolean isBehind(String path) {
    return behind.contains(path) || behind.contains(path + "[]");
  }
}
