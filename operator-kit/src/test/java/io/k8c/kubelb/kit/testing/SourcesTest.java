package io.k8c.kubelb.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.kit.testing.Sources.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {

  @Test
  void aFileIsReadAsTheCompilerReadsIt() {
    // when
    Source own =
        Sources.below(List.of("operator-kit/src/test")).stream()
            .filter(source -> source.path().endsWith("SourcesTest.java"))
            .findFirst()
            .orElseThrow();

    // then
    assertThat(own.isTest()).isTrue();
    assertThat(own.types()).containsExactly(new Sources.Type("SourcesTest", false, false));
    assertThat(own.methods())
        .anyMatch(method -> method.name().startsWith("aFileIsRead") && method.lines() > 10);
  }
}
