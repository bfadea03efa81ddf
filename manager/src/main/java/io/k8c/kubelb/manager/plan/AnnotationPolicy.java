package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.Tenant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which annotations of a tenant's object reach its hub objects. Denied beats allowed; an allowed
 * key may be bound to values; what the hub adds by default does not replace what was let through.
 *
 * @param allowed key pattern to a comma list of values, empty for any
 */
public record AnnotationPolicy(
    Map<String, String> allowed,
    boolean all,
    List<String> denied,
    Map<String, Map<String, String>> defaults) {
  private static final String EVERY_KIND = "all";

  public AnnotationPolicy {
    allowed = Map.copyOf(allowed);
    denied = List.copyOf(denied);
    defaults = Map.copyOf(defaults);
  }

  /**
   * A Tenant that says what is propagated replaces both of Config's settings for it; denied keys
   * and defaults are replaced one by one.
   */
  static AnnotationPolicy of(Config.Spec config, Tenant.Spec tenant) {
    boolean own =
        tenant.propagateAllAnnotations() != null || !tenant.propagatedAnnotations().isEmpty();
    return new AnnotationPolicy(
        own ? tenant.propagatedAnnotations() : config.propagatedAnnotations(),
        Boolean.TRUE.equals(
            own ? tenant.propagateAllAnnotations() : config.propagateAllAnnotations()),
        tenant.deniedAnnotations().isEmpty()
            ? config.deniedAnnotations()
            : tenant.deniedAnnotations(),
        tenant.defaultAnnotations().isEmpty()
            ? config.defaultAnnotations()
            : tenant.defaultAnnotations());
  }

  /**
   * The annotations of a hub object.
   *
   * @param kind of the hub object in lower case, for the defaults
   * @param source annotations of the tenant's object
   */
  public Map<String, String> apply(String kind, Map<String, String> source) {
    Map<String, String> result = permitted(source);
    Stream.of(kind, EVERY_KIND)
        .flatMap(group -> defaults.getOrDefault(group, Map.of()).entrySet().stream())
        .forEach(entry -> result.putIfAbsent(entry.getKey(), entry.getValue()));
    return result;
  }

  /** What is let through of what a tenant says, nothing added. */
  public Map<String, String> permitted(Map<String, String> source) {
    Map<String, String> result = new TreeMap<>();
    source.forEach(
        (key, value) -> {
          if (isAllowed(key, value)) {
            result.put(key, value);
          }
        });
    return result;
  }

  private boolean isAllowed(String key, String value) {
    if (isOurs(key) || denied.stream().anyMatch(glob -> matches(glob, key))) {
      return false;
    }
    return all
        || allowed.entrySet().stream()
            .anyMatch(rule -> matches(rule.getKey(), key) && permits(rule.getValue(), value));
  }

  /**
   * Annotations that steer us, or that tools keep for themselves, mean nothing on another object.
   */
  private static boolean isOurs(String key) {
    String domain = key.substring(0, Math.max(key.indexOf('/'), 0));
    return domain.equals("kubelb.k8c.io")
        || domain.equals("kubectl.kubernetes.io")
        || domain.equals("kubernetes.io")
        || domain.endsWith(".javaoperatorsdk.io");
  }

  private static boolean permits(String values, String value) {
    return values.isBlank()
        || Stream.of(values.split(",", -1)).map(String::strip).anyMatch(value::equals);
  }

  private static boolean matches(String glob, String key) {
    if (glob.indexOf('*') < 0) {
      return glob.equals(key);
    }
    String regex =
        Stream.of(glob.split("\\*", -1))
            .map(Pattern::quote)
            .reduce((a, b) -> a + ".*" + b)
            .orElse("");
    return key.matches(regex);
  }
}
