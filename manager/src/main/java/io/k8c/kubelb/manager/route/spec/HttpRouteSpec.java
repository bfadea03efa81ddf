package io.k8c.kubelb.manager.route.spec;

import java.util.List;

/** What an HTTPRoute asks for. */
public record HttpRouteSpec(List<ParentRef> parents, List<String> hostnames, List<HttpRule> rules)
    implements Spec.Route {
  public HttpRouteSpec {
    parents = List.copyOf(parents);
    hostnames = List.copyOf(hostnames);
    rules = List.copyOf(rules);
  }

  /** Reads {@code spec}. */
  public static HttpRouteSpec of(Tree tree) {
    return new HttpRouteSpec(
        tree.list("parentRefs", ParentRef::of),
        tree.texts("hostnames"),
        tree.list("rules", HttpRule::of));
  }
}
