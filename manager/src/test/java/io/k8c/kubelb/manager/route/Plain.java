package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.xds.model.Certificate;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values as short trees that people can read: without what is empty, the kind named where it
 * varies.
 */
final class Plain {
  private Plain() {}

  /** A record and everything in it. */
  static Object of(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Optional<?> optional -> optional.<Object>map(Plain::of).orElse("");
      case Collection<?> list -> list.stream().map(Plain::of).toList();
      case Map<?, ?> map -> new TreeMap<>(map);
      case Integer _, Boolean _ -> value;
      case Certificate certificate -> certificate.name();
      case String text when text.startsWith("-----BEGIN") -> "(PEM)";
      case Record fields -> named(fields);
      default -> value.toString();
    };
  }

  private static Object named(Record fields) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (RecordComponent component : fields.getClass().getRecordComponents()) {
      Object value = of(read(component, fields));
      if (!isEmpty(value)) {
        tree.put(component.getName(), value);
      }
    }
    Class<?> type = fields.getClass();
    boolean varies = type.getInterfaces().length > 0 && type.getInterfaces()[0].isSealed();
    return varies ? Map.of(type.getSimpleName(), tree) : tree;
  }

  private static @Nullable Object read(RecordComponent component, Record fields) {
    try {
      return component.getAccessor().invoke(fields);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static boolean isEmpty(Object value) {
    return value.equals("")
        || value.equals(false)
        || (value instanceof Collection<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  /** What is said of an object, conditions in one line each. */
  static Object outcome(Outcome outcome) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("status", status(outcome.status()));
    tree.put(
        "hub",
        outcome.verdicts().stream()
            .map(verdict -> verdict.type() + "=" + verdict.status() + " " + verdict.reason())
            .toList());
    tree.put("service", of(outcome.service()));
    tree.put("address", of(outcome.address()));
    tree.put("hostname", of(outcome.hostname()));
    tree.put("notes", of(outcome.notes()));
    tree.values().removeIf(Plain::isEmpty);
    return tree;
  }

  private static Object status(JsonNode node) {
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(
          item ->
              list.add(
                  item.has("lastTransitionTime") || item.has("reason")
                      ? line(item)
                      : status(item)));
      return list;
    }
    if (node.isObject()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      node.properties().forEach(entry -> tree.put(entry.getKey(), status(entry.getValue())));
      return tree;
    }
    return node.isNumber() ? node.numberValue() : node.asText();
  }

  private static String line(JsonNode condition) {
    return "%s=%s %s @%s: %s"
        .formatted(
            condition.get("type").asText(),
            condition.get("status").asText(),
            condition.get("reason").asText(),
            condition.get("observedGeneration").asText(),
            condition.get("message").asText());
  }
}
