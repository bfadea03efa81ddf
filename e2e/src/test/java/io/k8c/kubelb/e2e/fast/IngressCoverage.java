package io.k8c.kubelb.e2e.fast;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What tests with a real Envoy show of Ingress, by what is {@linkplain Shows marked} on them. */
public final class IngressCoverage {
  private static final List<Class<?>> TESTS =
      List.of(IngressTest.class, IngressAnnotationsTest.class);

  private IngressCoverage() {}

  /** Names of the tests that show a thing, by that thing. */
  public static Map<String, Set<String>> tests() {
    Map<String, Set<String>> tests = new TreeMap<>();
    for (Class<?> test : TESTS) {
      for (Method method : test.getDeclaredMethods()) {
        Shows shows = method.getAnnotation(Shows.class);
        if (shows != null) {
          for (String shown : shows.value()) {
            tests.computeIfAbsent(shown, _ -> new TreeSet<>()).add(method.getName());
          }
        }
      }
    }
    return tests;
  }
}
