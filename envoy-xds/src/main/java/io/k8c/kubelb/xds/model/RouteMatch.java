package io.k8c.kubelb.xds.model;

import java.util.List;
import java.util.Optional;

/** Which requests a rule is for: those that fulfil all of it. */
public record RouteMatch(
    Path path, Optional<String> method, List<Value> headers, List<Value> query) {
  public RouteMatch {
    headers = List.copyOf(headers);
    query = List.copyOf(query);
  }

  /** Which paths. */
  public sealed interface Path {
    /** This one and no other. */
    record Exact(String path) implements Path {}

    /** All that begin with these whole elements; {@code /} for all. */
    record Prefix(String prefix) implements Path {}

    /** All that an RE2 expression matches as a whole. */
    record Regex(String pattern) implements Path {}
  }

  /**
   * A header or a query parameter of a name that has a value.
   *
   * @param regex whether the value is an RE2 expression that must match as a whole
   */
  public record Value(String name, String value, boolean regex) {}
}
