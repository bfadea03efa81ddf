package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.HeaderEdits;
import java.util.List;
import java.util.Optional;

/**
 * Where a share of the traffic goes.
 *
 * @param namespace left out for that of the route
 */
public record BackendRef(
    String group,
    String kind,
    Optional<String> namespace,
    String name,
    Optional<Integer> port,
    int weight,
    HeaderEdits requestHeaders,
    HeaderEdits responseHeaders) {
  private static final int HEAVIEST = 1_000_000;
  private static final int MOST = 16;

  /** The backends of a rule. */
  static List<BackendRef> list(Tree rule, Findings findings) {
    List<BackendRef> backends = rule.list("backendRefs", tree -> of(tree, findings));
    if (backends.size() > MOST) {
      findings.unsupported(
          "there are " + backends.size() + " backends; use at most " + MOST + " of them");
    }
    return backends;
  }

  static BackendRef of(Tree tree, Findings findings) {
    Filters filters = Filters.read(tree, findings);
    if (!filters.onlyHeaders()) {
      findings.unsupported(
          "filters of a backend may change headers only; move the others to the rule");
    }
    int weight = tree.integer("weight").orElse(1);
    if (weight < 0 || weight > HEAVIEST) {
      findings.unsupported("weight " + weight + " cannot be; use 0 to " + HEAVIEST);
    }
    return new BackendRef(
        tree.at("group").node().asText(""),
        tree.text("kind", "Service"),
        tree.text("namespace"),
        tree.text("name", ""),
        tree.integer("port"),
        weight,
        filters.requestHeaders(),
        filters.responseHeaders());
  }

  /** What it names, seen from a namespace. */
  public ObjectName target(String own) {
    return new ObjectName(group, kind, namespace.orElse(own), name);
  }
}
