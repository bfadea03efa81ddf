package io.k8c.kubelb.manager.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.k8c.kubelb.kit.testing.FakeApi;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kubeconfig that is carried to a tenant cluster, by the names of the Go system. */
class HubAddressTest {
  private static final String INFO = "/api/v1/namespaces/kube-public/configmaps/cluster-info";
  private static final String SLICE =
      "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes";

  private final FakeApi api = new FakeApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void whatTheClusterSaysOfItselfComesFirst() throws IOException {
    // given
    api.knows(INFO, info("https://hub.example:443")).knows(SLICE, slice("192.0.2.1"));

    // then
    assertThat(server()).isEqualTo("https://hub.example:443");
  }

  @Test
  void anAnnouncementWithoutAServerIsPassedOver() throws IOException {
    // given
    api.knows(INFO, info("")).knows(SLICE, slice("192.0.2.1"));

    // then
    assertThat(server()).isEqualTo("https://192.0.2.1:6443");
  }

  @Test
  void thenTheAddressBehindItsOwnService() throws IOException {
    // given
    api.knows(SLICE, slice("192.0.2.1"));

    // then
    assertThat(server()).isEqualTo("https://192.0.2.1:6443");
  }

  @Test
  void anIpv6AddressIsWrittenInBrackets() throws IOException {
    // given
    api.knows(SLICE, slice("2001:db8::1"));

    // then
    assertThat(server()).isEqualTo("https://[2001:db8::1]:6443");
  }

  @Test
  void thenTheAddressThatWeUseOurselves() throws IOException {
    assertThat(server()).startsWith("http://127.0.0.1:");
  }

  @Test
  void aClusterThatHidesTheseObjectsIsNoFailure() throws IOException {
    // given
    api.refuses(INFO, 403).refuses(SLICE, 403);

    // then
    assertThat(server()).startsWith("http://127.0.0.1:");
  }

  @Test
  void accountAndNamespaceAreThoseOfTheTenant() throws IOException {
    // when
    JsonNode config = kubeconfig();

    // then
    assertThat(config.at("/clusters/0/name").asText()).isEqualTo("kubelb-cluster");
    assertThat(config.at("/users/0/name").asText()).isEqualTo("default-user");
    assertThat(config.at("/users/0/user/token").asText()).isEqualTo("t0ken");
    assertThat(config.at("/contexts/0/context/namespace").asText()).isEqualTo("tenant-primary");
    assertThat(config.path("current-context").asText()).isEqualTo("default-context");
  }

  private String server() throws IOException {
    return kubeconfig().at("/clusters/0/cluster/server").asText();
  }

  private JsonNode kubeconfig() throws IOException {
    return new YAMLMapper()
        .readTree(new HubAddress(api.client()).kubeconfig("tenant-primary", "t0ken"));
  }

  /** As kubeadm writes it. */
  private static String info(String server) {
    String kubeconfig =
        "clusters:\\n- cluster:\\n    server: '%s'\\n  name: ''\\ncontexts: null\\nusers: null\\n"
            .formatted(server);
    return """
    {"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "cluster-info"},
     "data": {"kubeconfig": "%s"}}
    """
        .formatted(kubeconfig);
  }

  private static String slice(String address) {
    return """
    {"kind": "EndpointSlice", "apiVersion": "discovery.k8s.io/v1", "metadata": {"name": "kubernetes"},
     "addressType": "IPv4", "endpoints": [{"addresses": ["%s"]}], "ports": [{"port": 6443}]}
    """
        .formatted(address);
  }
}
