package io.k8c.kubelb.e2e.fuzz;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Which fields an object may have, as its kind's definition says. */
sealed interface Schema {
  /** An object with these fields. */
  record Structure(Map<String, Schema> fields) implements Schema {}

  record Sequence(Schema item) implements Schema {}

  /**
   * What has no fields of its own.
   *
   * @param type {@code string}, {@code integer}, {@code boolean}, or {@code object} for a map
   * @param words the only ones that are allowed; empty for any
   */
  record Leaf(String type, List<String> words, long least, long most) implements Schema {}

  /** Of a custom resource. */
  static Schema of(JSONSchemaProps props) {
    if (props.getItems() != null) {
      return new Sequence(of(props.getItems().getSchema()));
    }
    if (!props.getProperties().isEmpty()) {
      Map<String, Schema> fields = new LinkedHashMap<>();
      props.getProperties().forEach((name, field) -> fields.put(name, of(field)));
      return new Structure(fields);
    }
    return new Leaf(
        props.getType(),
        props.getEnum().stream().map(JsonNode::asText).toList(),
        Math.round(Objects.requireNonNullElse(props.getMinimum(), 0.0)),
        Math.round(Objects.requireNonNullElse(props.getMaximum(), 1000.0)));
  }

  /** Of a built-in kind, by its typed model. */
  static Schema of(Type type) {
    if (type instanceof ParameterizedType list) {
      return new Sequence(of(list.getActualTypeArguments()[0]));
    }
    if (type.equals(String.class)) {
      return new Leaf("string", List.of(), 0, 0);
    }
    if (type.equals(Integer.class)) {
      return new Leaf("integer", List.of(), 1, 65_535);
    }
    Map<String, Schema> fields = new LinkedHashMap<>();
    for (Field field : ((Class<?>) type).getDeclaredFields()) {
      if (field.isAnnotationPresent(JsonProperty.class)) {
        fields.put(field.getName(), of(field.getGenericType()));
      }
    }
    return new Structure(fields);
  }

  /** Paths of all leaves. */
  default void leaves(String path, Consumer<String> leaf) {
    switch (this) {
      case Structure structure ->
          structure.fields().forEach((name, field) -> field.leaves(path + "." + name, leaf));
      case Sequence sequence -> sequence.item().leaves(path + "[]", leaf);
      case Leaf _ -> leaf.accept(path);
    }
  }

  /** Paths of the leaves that are set in a value, whatever to. */
  default void set(String path, JsonNode value, Consumer<String> leaf) {
    switch (this) {
      case Structure structure ->
          structure
              .fields()
              .forEach((name, field) -> field.set(path + "." + name, value.path(name), leaf));
      case Sequence sequence ->
          value.valueStream().forEach(item -> sequence.item().set(path + "[]", item, leaf));
      case Leaf _ -> {
        if (!value.isMissingNode() && !value.isNull()) {
          leaf.accept(path);
        }
      }
    }
  }
}
