package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.RouteMatch.Value;
import java.util.List;
import java.util.Optional;

/**
 * The part of the requests of another Ingress that one takes.
 *
 * @param always headers that send a request to it, any of which suffices
 * @param never headers that keep a request from it
 * @param weight of {@code total} of all other requests
 */
public record Canary(List<Value> always, List<Value> never, int weight, int total) {
  private static final int USUAL_TOTAL = 100;
  private static final int LARGEST = 1_000_000;

  public Canary {
    always = List.copyOf(always);
    never = List.copyOf(never);
  }

  /** A header goes before a cookie, and both before the weight. */
  static Optional<Canary> of(NginxAnnotations annotations) {
    Optional<Value> header = header(annotations);
    boolean word =
        annotations.text("canary-by-header-value").isEmpty()
            && annotations.text("canary-by-header-pattern").isEmpty();
    int total = annotations.integer("canary-weight-total", 1, LARGEST).orElse(USUAL_TOTAL);
    int weight = annotations.integer("canary-weight", 0, total).orElse(0);
    Optional<Value> never =
        header.filter(value -> word).map(value -> new Value(value.name(), "never", false));
    return annotations
        .flag("canary")
        .filter(canary -> canary)
        .map(
            canary -> new Canary(header.stream().toList(), never.stream().toList(), weight, total));
  }

  private static Optional<Value> header(NginxAnnotations annotations) {
    Optional<String> value =
        annotations
            .text("canary-by-header-value")
            .filter(
                text ->
                    annotations.check(
                        "canary-by-header-value",
                        HeaderSyntax.isValue(text),
                        HeaderSyntax.VALUE_REMEDY));
    Optional<String> pattern =
        annotations
            .text("canary-by-header-pattern")
            .filter(
                text -> {
                  Optional<String> problem = Expressions.problem(text);
                  return annotations.check(
                      "canary-by-header-pattern", problem.isEmpty(), problem.orElse(""));
                });
    return annotations
        .text("canary-by-header")
        .filter(
            name ->
                annotations.check("canary-by-header", HeaderSyntax.isName(name), "name a header"))
        .map(
            name ->
                value
                    .map(text -> new Value(name, text, false))
                    .or(() -> pattern.map(text -> new Value(name, ".*(?:" + text + ").*", true)))
                    .orElseGet(() -> new Value(name, "always", false)));
  }
}
