package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnTestBed
class IpFamiliesTest {
  private final TestBed bed;

  IpFamiliesTest(TestBed bed) {
    this.bed = bed;
  }

  @BeforeEach
  void onDualStackClustersOnly() {
    Assumptions.assumeTrue(
        bed.hubCluster().nodes().getFirst().addresses().size() == 2, "this machine has no IPv6");
  }

  @Test
  void aDualStackServiceAnswersAtAnAddressOfEachFamily() {
    Published shop =
        bed.publish(
            bed.one(),
            EchoService.named("shop")
                .http(80)
                .udp(82)
                .with(s -> s.editSpec().withIpFamilyPolicy("RequireDualStack").endSpec()));

    assertThat(shop.addresses()).hasSize(2).anyMatch(address -> address.contains(":"));
    shop.addresses()
        .forEach(
            address -> {
              bed.await(
                  address + " answers",
                  () -> bed.client().http(new InetSocketAddress(address, 80)).isPresent());
              everyDatagramIsAnswered(new InetSocketAddress(address, 82));
            });
  }

  @Test
  void aServiceThatIsIpv6OnlyInItsClusterAnswersEveryRequest() {
    Published shop =
        bed.publish(
            bed.one(),
            EchoService.named("shop")
                .http(80)
                .udp(82)
                .with(
                    s ->
                        s.editSpec()
                            .withIpFamilyPolicy("SingleStack")
                            .withIpFamilies("IPv6")
                            .endSpec()));

    Traffic.to(shop).more(50).stop().assertNoneFailed();
    everyDatagramIsAnswered(shop.at(82));
  }

  private void everyDatagramIsAnswered(InetSocketAddress address) {
    bed.await("UDP of " + address, () -> bed.client().udp(address, "x").isPresent());
    assertThat(IntStream.range(0, 20).filter(_ -> bed.client().udp(address, "x").isEmpty()).count())
        .as("datagrams without an answer")
        .isZero();
  }
}
