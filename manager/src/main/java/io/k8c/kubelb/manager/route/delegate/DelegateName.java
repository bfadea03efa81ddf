package io.k8c.kubelb.manager.route.delegate;

import io.k8c.kubelb.api.BoundedName;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import java.util.List;
import java.util.Locale;

/**
 * Names in the tenant namespace of what stands for objects of many namespaces: readable, and never
 * one name for two objects.
 */
final class DelegateName {
  private static final int LONGEST = 54;

  private DelegateName() {}

  /**
   * {@code NAMESPACE-NAME}; a namespace with a dash is told apart by a hash, since {@code a-b} of
   * {@code c} and {@code a} of {@code b-c} read the same.
   */
  static String of(ObjectName self) {
    String readable = label(self.namespace() + "-" + self.name());
    boolean plain =
        !self.namespace().contains("-")
            && readable.equals(self.namespace() + "-" + self.name())
            && readable.length() <= LONGEST;
    return plain ? readable : hashed(readable, self.kind(), self.namespace(), self.name());
  }

  static String of(ParsedSource source) {
    return of(source.self());
  }

  /** Of one of several objects that stand for a source, each for some of its hostnames. */
  static String of(ParsedSource source, List<String> hostnames) {
    return hashed(
        label(source.self().namespace() + "-" + source.self().name()),
        source.name(),
        String.join(",", hostnames));
  }

  /** Of what stands for an object that a source refers to. */
  static String of(ParsedSource source, ObjectName target) {
    return hashed(
        label(source.self().namespace() + "-" + source.self().name() + "-" + target.name()),
        source.name(),
        target.group(),
        target.kind(),
        target.namespace(),
        target.name());
  }

  /** As Services may be called, which are the strictest. */
  private static String label(String text) {
    String label =
        text.toLowerCase(Locale.ROOT).replaceAll("[^-a-z0-9]", "-").replaceAll("^-+|-+$", "");
    return label.isEmpty() || Character.isDigit(label.charAt(0)) ? "n-" + label : label;
  }

  private static String hashed(String readable, String... parts) {
    String start = readable.substring(0, Math.min(LONGEST, readable.length()));
    return start.replaceAll("-+$", "") + "-" + BoundedName.hash(parts);
  }
}
