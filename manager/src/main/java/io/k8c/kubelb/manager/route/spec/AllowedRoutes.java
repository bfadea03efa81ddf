package io.k8c.kubelb.manager.route.spec;

import java.util.List;

/**
 * Which routes a listener takes.
 *
 * @param kinds empty for all that fit its protocol
 */
public record AllowedRoutes(Namespaces namespaces, List<Kind> kinds) {
  public AllowedRoutes {
    kinds = List.copyOf(kinds);
  }

  /** A kind of route. */
  public record Kind(String group, String kind) {}

  static AllowedRoutes of(Tree tree) {
    return new AllowedRoutes(
        Namespaces.of(tree.at("namespaces"), Namespaces.From.SAME),
        tree.list(
            "kinds",
            kind -> new Kind(kind.text("group", ObjectName.GATEWAY_API), kind.text("kind", ""))));
  }
}
