package io.k8c.kubelb.e2e.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

  @Test
  void fillsEveryName() {
    String text = Template.fill("masquerade.nft", Map.of("RULES", "a $1 \\ rule"));

    assertThat(text).contains("a $1 \\ rule").doesNotContain("{{");
  }

  @Test
  void saysWhichNameHasNoValue() {
    assertThatThrownBy(() -> Template.fill("masquerade.nft", Map.of()))
        .hasMessage("masquerade.nft wants a value for RULES");
  }
}
