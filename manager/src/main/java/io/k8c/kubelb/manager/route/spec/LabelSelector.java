package io.k8c.kubelb.manager.route.spec;

import java.util.List;
import java.util.Map;

/** Labels that something must have; without a requirement it matches everything. */
public record LabelSelector(Map<String, String> labels, List<Expression> expressions) {
  public LabelSelector {
    labels = Map.copyOf(labels);
    expressions = List.copyOf(expressions);
  }

  /** A requirement of one label. */
  public record Expression(String key, String operator, List<String> values) {
    public Expression {
      values = List.copyOf(values);
    }

    boolean matches(Map<String, String> labels) {
      boolean has = labels.containsKey(key);
      boolean listed = has && values.contains(labels.get(key));
      return switch (operator) {
        case "In" -> listed;
        case "NotIn" -> !listed;
        case "Exists" -> has;
        case "DoesNotExist" -> !has;
        default -> false;
      };
    }
  }

  static LabelSelector of(Tree tree) {
    return new LabelSelector(
        tree.map("matchLabels"),
        tree.list(
            "matchExpressions",
            item ->
                new Expression(
                    item.text("key", ""), item.text("operator", ""), item.texts("values"))));
  }

  boolean matches(Map<String, String> given) {
    return given.entrySet().containsAll(labels.entrySet())
        && expressions.stream().allMatch(expression -> expression.matches(given));
  }
}
