package io.k8c.kubelb.xds.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackedTest {
  private static final RouteConfiguration REST =
      RouteConfiguration.newBuilder().setName("table").addInternalOnlyHeaders("x-secret").build();

  @Test
  void whatIsPutTogetherReadsLikeTheWhole() throws Exception {
    // given
    VirtualHost one = host("one");
    VirtualHost other = host("other");

    // when
    Packed packed = packed(one, other);

    // then
    assertThat(packed.body().unpack(RouteConfiguration.class))
        .isEqualTo(REST.toBuilder().addVirtualHosts(one).addVirtualHosts(other).build());
  }

  @Test
  void theVersionTellsElementsAndTheirOrderApart() {
    // given
    Packed packed = packed(host("one"), host("other"));

    // then
    assertThat(packed).isEqualTo(packed(host("one"), host("other")));
    assertThat(
            Stream.of(
                packed,
                packed(host("other"), host("one")),
                packed(host("one")),
                packed(),
                packed(host("one"), host("another"))))
        .extracting(Packed::version)
        .doesNotHaveDuplicates();
  }

  private static VirtualHost host(String name) {
    return VirtualHost.newBuilder().setName(name).addDomains(name + ".example.com").build();
  }

  private static Packed packed(VirtualHost... hosts) {
    return Packed.of(
        REST,
        RouteConfiguration.VIRTUAL_HOSTS_FIELD_NUMBER,
        Stream.of(hosts).map(Packed.Element::of).toList());
  }
}
