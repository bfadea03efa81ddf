package io.k8c.kubelb.e2e.conformance;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Which part of the suite is run.
 *
 * @param profiles conformance profiles, which claim their core features
 * @param tests names of tests; all of the profiles where there are none
 * @param features that are claimed; those of the GatewayClass's status where there are none
 */
record Selection(List<String> profiles, List<String> tests, List<String> features) {
  static final List<String> ALL_PROFILES =
      List.of("GATEWAY-HTTP", "GATEWAY-GRPC", "GATEWAY-TLS", "GATEWAY-TCP", "GATEWAY-UDP");
  private static final String TEST = "^TestGatewayAPI$";

  Selection {
    profiles = List.copyOf(profiles);
    tests = List.copyOf(tests);
    features = List.copyOf(features);
  }

  static Selection ofTests(List<String> tests) {
    return new Selection(ALL_PROFILES, tests, List.of());
  }

  /** Whether the report says all that there is to say about the implementation. */
  boolean isWhole() {
    return tests.isEmpty() && features.isEmpty() && profiles.containsAll(ALL_PROFILES);
  }

  /** The pattern of test names for a Go test: the suite's own option takes one name only. */
  String pattern() {
    return tests.isEmpty()
        ? TEST
        : tests.stream().collect(Collectors.joining("|", TEST + "/^(", ")$"));
  }
}
