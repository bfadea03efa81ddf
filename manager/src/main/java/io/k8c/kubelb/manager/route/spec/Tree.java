package io.k8c.kubelb.manager.route.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A JSON tree of which nothing is certain: a field of another type reads as one that is absent. */
public record Tree(JsonNode node) {
  /** The tree, which may be absent. */
  public static Tree of(@Nullable JsonNode node) {
    return new Tree(node == null ? MissingNode.getInstance() : node);
  }

  /** Whether there is anything, be it empty. */
  public boolean exists() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** What a path of fields leads to. */
  public Tree at(String... fields) {
    JsonNode found = node;
    for (String field : fields) {
      found = found.path(field);
    }
    return new Tree(found);
  }

  /** What a field holds, where it is there. */
  public Optional<Tree> find(String field) {
    Tree found = at(field);
    return found.exists() ? Optional.of(found) : Optional.empty();
  }

  /** A text that is not empty. */
  public Optional<String> text(String field) {
    JsonNode found = node.path(field);
    return found.isTextual() && !found.textValue().isEmpty()
        ? Optional.of(found.textValue())
        : Optional.empty();
  }

  /** A text, or what holds where there is none. */
  public String text(String field, String otherwise) {
    return text(field).orElse(otherwise);
  }

  /** A whole number. */
  public Optional<Integer> integer(String field) {
    JsonNode found = node.path(field);
    return found.canConvertToInt() && found.isIntegralNumber()
        ? Optional.of(found.intValue())
        : Optional.empty();
  }

  /** Whether a field is {@code true}. */
  public boolean isTrue(String field) {
    return node.path(field).asBoolean(false);
  }

  /** The elements of a list, read one by one. */
  public <T> List<T> list(String field, Function<Tree, T> reading) {
    JsonNode found = node.path(field);
    return found.isArray() ? found.valueStream().map(Tree::of).map(reading).toList() : List.of();
  }

  /** The texts of a list. */
  public List<String> texts(String field) {
    JsonNode found = node.path(field);
    return found.isArray()
        ? found.valueStream().filter(JsonNode::isTextual).map(JsonNode::textValue).toList()
        : List.of();
  }

  /** A map of texts, in the order of the object. */
  public Map<String, String> map(String field) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.path(field).properties()) {
      if (entry.getValue().isTextual()) {
        map.put(entry.getKey(), entry.getValue().textValue());
      }
    }
    return map;
  }
}
