package io.k8c.kubelb.manager.route.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every rule says its networks again to every proxy, so that their number is bounded. */
class NginxGuardsTest {
  private static final String ALLOWED = "whitelist-source-range";

  @Test
  void aLongListOfNetworksIsHeldAndALongerOneClosesTheIngress() {
    IngressSpec most = Trees.ingress(Map.of(ALLOWED, networks(256)));
    IngressSpec tooMany = Trees.ingress(Map.of(ALLOWED, networks(257)));

    assertThat(most.findings()).isEmpty();
    assertThat(tooMany.findings())
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("whitelist-source-range", "at most 256 networks", "answered by 503")
        .hasSizeLessThan(400);
  }

  private static String networks(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "10.%d.%d.0/24".formatted(number / 256, number % 256))
        .collect(Collectors.joining(","));
  }
}
