package io.k8c.kubelb.manager.route.spec;

import java.util.List;
import java.util.Optional;

/** Which requests a rule of an HTTPRoute is for. */
public record HttpMatch(
    String pathType,
    String path,
    Optional<String> method,
    List<ValueMatch> headers,
    List<ValueMatch> query) {
  /** Every request. */
  static final HttpMatch EVERYTHING =
      new HttpMatch("PathPrefix", "/", Optional.empty(), List.of(), List.of());

  public HttpMatch {
    headers = List.copyOf(headers);
    query = List.copyOf(query);
  }

  /** A header or a query parameter. */
  public record ValueMatch(String type, String name, String value) {
    static ValueMatch of(Tree tree) {
      return new ValueMatch(
          tree.text("type", "Exact"), tree.text("name", ""), tree.text("value", ""));
    }
  }

  static HttpMatch of(Tree tree) {
    return new HttpMatch(
        tree.at("path").text("type", "PathPrefix"),
        tree.at("path").text("value", "/"),
        tree.text("method"),
        tree.list("headers", ValueMatch::of),
        tree.list("queryParams", ValueMatch::of));
  }
}
