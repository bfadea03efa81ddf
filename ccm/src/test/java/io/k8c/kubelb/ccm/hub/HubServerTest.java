package io.k8c.kubelb.ccm.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubServerTest {

  @ParameterizedTest
  @CsvSource({
    "hub.example, https://hub.example:6443",
    "hub.example:443, https://hub.example:443",
    "192.0.2.1, https://192.0.2.1:6443",
    "192.0.2.1:8443, https://192.0.2.1:8443",
    "2001:db8::1, https://[2001:db8::1]:6443",
    "[2001:db8::1], https://[2001:db8::1]:6443",
    "[2001:db8::1]:8443, https://[2001:db8::1]:8443",
    "https://hub.example, https://hub.example",
    "https://hub.example:6443/path, https://hub.example:6443/path",
    "' hub.example ', https://hub.example:6443"
  })
  void peopleWriteAddressesInManyWays(String written, String url) throws HubProblem {
    assertThat(HubServer.url(written)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "http://hub.example",
        "ftp://hub",
        "https://",
        "hub example",
        "hub:port",
        "://x"
      })
  void whatIsNoAddressIsSaidWithTheRemedy(String written) {
    assertThatThrownBy(() -> HubServer.url(written))
        .isInstanceOf(HubProblem.class)
        .hasMessageContaining("'" + written + "'")
        .hasMessageContaining("set kubelb.manager.address");
  }
}
