package io.k8c.kubelb.manager.route.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"/v[0-9]+/users/[^/]+", "(?i)/a|/b", ".*\\.png", "/[[:alpha:]]{1,30}"})
  void whatEnvoyTakes(String text) {
    assertThat(Expressions.problem(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "(?=a)", "a{1001}", "(a{100}){100}", "(", "\\x{10000}", "é", "\\pL", "(a)\\1"})
  void whatItWouldRefuse(String text) {
    assertThat(Expressions.problem(text)).isPresent();
  }
}
