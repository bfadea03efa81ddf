package io.k8c.kubelb.manager.route.spec;

import java.util.Map;

/** Namespaces that something is taken from. */
public record Namespaces(From from, LabelSelector selector) {
  /** How they are chosen. */
  public enum From {
    NONE,
    SAME,
    ALL,
    SELECTOR
  }

  static Namespaces of(Tree tree, From otherwise) {
    From from =
        switch (tree.text("from", "")) {
          case "All" -> From.ALL;
          case "Selector" -> From.SELECTOR;
          case "Same" -> From.SAME;
          case "None" -> From.NONE;
          default -> otherwise;
        };
    return new Namespaces(from, LabelSelector.of(tree.at("selector")));
  }

  /**
   * Whether a namespace is one of them.
   *
   * @param own that of the object that says so
   * @param labels of the namespace
   */
  public boolean contain(String own, String namespace, Map<String, String> labels) {
    return switch (from) {
      case NONE -> false;
      case SAME -> own.equals(namespace);
      case ALL -> true;
      case SELECTOR -> selector.matches(labels);
    };
  }
}
