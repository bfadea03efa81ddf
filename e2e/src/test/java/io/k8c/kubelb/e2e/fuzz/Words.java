package io.k8c.kubelb.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What people write into fields, and how often, by the end of a field's path. */
final class Words {
  private static final JsonNode VALUES = read("values.yaml");
  private static final JsonNode CHANCES = read("chances.yaml");
  private static final double USUAL = 0.5;
  private static final double ANNOTATION = 0.06;

  private Words() {}

  private static JsonNode read(String file) {
    try (InputStream yaml = Words.class.getResourceAsStream("/fuzz/" + file)) {
      return Serialization.unmarshal(yaml, JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of the values that a field usually has; empty where nothing is said of it. */
  static Optional<JsonNode> value(String path, Dice dice) {
    return find(VALUES, path).map(some -> some.get(dice.below(some.size())));
  }

  /** How likely a field is set. */
  static double chance(String path) {
    return find(CHANCES, path)
        .map(JsonNode::asDouble)
        .orElse(path.contains(".annotations.") ? ANNOTATION : USUAL);
  }

  private static Optional<JsonNode> find(JsonNode words, String path) {
    for (int start = 0; start >= 0; start = next(path, start)) {
      JsonNode found = words.get(path.substring(start));
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static int next(String path, int start) {
    int dot = path.indexOf('.', start);
    return dot < 0 ? dot : dot + 1;
  }
}
