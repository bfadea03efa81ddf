package io.k8c.kubelb.kit.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Whether an object still says all that we want of it. What others added, defaults of the API
 * server among it, does not count; lists must agree in length and order.
 */
final class Drift {
  private Drift() {}

  static boolean contains(JsonNode actual, JsonNode desired) {
    if (desired.isObject()) {
      return containsFields(actual, desired);
    }
    if (desired.isArray()) {
      return containsItems(actual, desired);
    }
    return actual.equals(desired) || scalar(actual).equals(scalar(desired));
  }

  private static boolean containsFields(JsonNode actual, JsonNode desired) {
    for (Map.Entry<String, JsonNode> field : desired.properties()) {
      JsonNode value = actual.get(field.getKey());
      if (value == null ? !isEmpty(field.getValue()) : !contains(value, field.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean containsItems(JsonNode actual, JsonNode desired) {
    if (actual.size() != desired.size()) {
      return false;
    }
    for (int i = 0; i < desired.size(); i++) {
      if (!contains(actual.get(i), desired.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** An absent field says the same as an empty one. */
  private static boolean isEmpty(JsonNode value) {
    return value.isNull() || (value.isContainerNode() && value.isEmpty());
  }

  /** A port of an IntOrString and a number in a string say the same. */
  private static String scalar(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText();
  }
}
