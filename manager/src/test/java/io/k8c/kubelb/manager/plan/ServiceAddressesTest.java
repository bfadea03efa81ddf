package io.k8c.kubelb.manager.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceAddressesTest {
  @Test
  void severalAddressesAreJoined() {
    assertThat(ServiceAddresses.text(List.of("192.0.2.1", "2001:db8::1")))
        .isEqualTo("192.0.2.1,2001:db8::1");
  }

  @Test
  void aTextTakesAsManyNamesAsTheSchemaHasRoomFor() {
    // given
    String longest = "n".repeat(253);

    // when
    String text = ServiceAddresses.text(Collections.nCopies(8, longest));

    // then
    assertThat(text).isEqualTo(String.join(",", Collections.nCopies(4, longest)));
    assertThat(text.length()).isLessThanOrEqualTo(1024);
  }
}
