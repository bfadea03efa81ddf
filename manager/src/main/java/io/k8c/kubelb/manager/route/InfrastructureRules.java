package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.manager.plan.AnnotationPolicy;
import io.k8c.kubelb.manager.route.spec.Infrastructure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a tenant's Gateway says for objects that are made for it, and what of that reaches the hub:
 * labels and annotations are under the same rules.
 */
public record InfrastructureRules(Infrastructure written, AnnotationPolicy rules) {

  /** The labels that are let through. */
  public Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>(rules.permitted(written.labels()));
    labels.keySet().removeIf(InfrastructureRules::isReserved);
    return labels;
  }

  /** The annotations that are let through. */
  public Map<String, String> annotations() {
    return rules.permitted(written.annotations());
  }

  /** What people are told of the rest. */
  public List<Note> notes() {
    List<String> reserved =
        written.labels().keySet().stream().filter(InfrastructureRules::isReserved).toList();
    List<String> refused =
        written.labels().keySet().stream()
            .filter(key -> !isReserved(key) && !labels().containsKey(key))
            .toList();
    List<String> annotations =
        written.annotations().keySet().stream()
            .filter(key -> !annotations().containsKey(key))
            .toList();
    return Stream.concat(
            note(
                named("labels", reserved),
                " is kept for programs of the hub and does not reach it; remove it"),
            note(
                Stream.concat(named("labels", refused), named("annotations", annotations)),
                " does not reach the hub, by its rules; remove it, or ask the hub's administrator"
                    + " to name it in propagatedAnnotations of the Tenant"))
        .toList();
  }

  private static Stream<String> named(String field, List<String> keys) {
    return keys.stream().sorted().map(key -> field + "[" + key + "]");
  }

  private static Stream<Note> note(Stream<String> fields, String text) {
    String named = fields.collect(Collectors.joining(", "));
    return named.isEmpty()
        ? Stream.empty()
        : Stream.of(
            Note.warning(Reason.UNSUPPORTED_FIELD.word(), "spec.infrastructure: " + named + text));
  }

  /** Labels by which programs of the hub know their own are not a tenant's to give. */
  static boolean isReserved(String label) {
    String domain = label.substring(0, Math.max(0, label.indexOf('/')));
    return Stream.of(Wire.GROUP, "kubernetes.io", "k8s.io")
        .anyMatch(own -> domain.equals(own) || domain.endsWith("." + own));
  }
}
