package io.k8c.kubelb.manager.route.spec;

import java.util.List;

/** A rule of an HTTPRoute. */
public record HttpRule(List<HttpMatch> matches, List<BackendRef> backends) {
  public HttpRule {
    matches = List.copyOf(matches);
    backends = List.copyOf(backends);
  }

  static HttpRule of(Tree tree) {
    List<HttpMatch> matches = tree.list("matches", HttpMatch::of);
    return new HttpRule(
        matches.isEmpty() ? List.of(HttpMatch.EVERYTHING) : matches,
        tree.list("backendRefs", BackendRef::of));
  }
}
