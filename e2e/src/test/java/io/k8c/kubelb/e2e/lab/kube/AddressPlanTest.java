package io.k8c.kubelb.e2e.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPlanTest {

  @Test
  void clustersAndNodesHaveRangesOfTheirOwn() {
    var plan = new AddressPlan(2, true);

    assertThat(plan.nodeAddresses(7)).isEqualTo(List.of("10.90.0.7", "fd90::7"));
    assertThat(plan.podsOf(7)).isEqualTo(List.of("10.102.7.0/24", "fd90:8:2:7::/64"));
    assertThat(plan.pods()).isEqualTo(List.of("10.102.0.0/16", "fd90:8:2::/48"));
    assertThat(plan.services()).isEqualTo(List.of("10.202.0.0/16", "fd90:5:2::/108"));
    assertThat(plan.dns()).isEqualTo(List.of("10.202.0.10", "fd90:5:2::a"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.90.0.150, 150",
    "fd90::150, 150",
    "10.90.3.232, 1000",
    "fd90::1000, 1000",
    "10.91.0.150, 0",
    "192.0.2.1, 0",
    "fd90::1:150, 0",
    "10.90.0.x, 0"
  })
  void theNumberOfAnAddressIsTheSameInBothFamilies(String address, int number) {
    assertThat(AddressPlan.number(address)).isEqualTo(number);
  }

  @Test
  void withoutDualStackEverythingIsIpv4() {
    var plan = new AddressPlan(2, false);

    assertThat(plan.nodeInterfaces(7)).isEqualTo(List.of("10.90.0.7/16"));
    assertThat(plan.podsOf(7)).isEqualTo(List.of("10.102.7.0/24"));
  }
}
