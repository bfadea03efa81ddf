package io.k8c.kubelb.kit.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  @ParameterizedTest(name = "{0} says {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: 1}                  | {a: 1}
          {a: 1, b: 2}            | {a: 1}
          {a: {b: 1, c: 2}}       | {a: {b: 1}}
          {a: [{b: 1, added: 2}]} | {a: [{b: 1}]}
          {a: '80'}               | {a: 80}
          {a: 80}                 | {a: '80'}
          {}                      | {a: {}}
          {}                      | {a: []}
          {}                      | {a: null}
          {a: []}                 | {a: []}
          """)
  void anObjectThatSaysAllIsLeftAlone(String actual, String desired) throws IOException {
    assertThat(contains(actual, desired)).isTrue();
  }

  @ParameterizedTest(name = "{0} does not say {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: 1}        | {a: 2}
          {}            | {a: 1}
          {a: {}}       | {a: {b: 1}}
          {}            | {a: false}
          {}            | {a: ''}
          {a: [1, 2]}   | {a: [1]}
          {a: [1]}      | {a: [1, 2]}
          {a: [2, 1]}   | {a: [1, 2]}
          {a: [1]}      | {a: []}
          {a: x}        | {a: {b: 1}}
          {a: x}        | {a: [x]}
          {a: {b: 1}}   | {a: x}
          """)
  void anObjectThatSaysSomethingElseIsWritten(String actual, String desired) throws IOException {
    assertThat(contains(actual, desired)).isFalse();
  }

  private static boolean contains(String actual, String desired) throws IOException {
    return Drift.contains(tree(actual), tree(desired));
  }

  private static JsonNode tree(String text) throws IOException {
    return YAML.readTree(text);
  }
}
