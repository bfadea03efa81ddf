package io.k8c.kubelb.e2e.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFilesTest {
  @TempDir private Path directory;

  @BeforeEach
  void write() {
    var plan = new AddressPlan(1, true);
    var files = new NodeFiles(Path.of("/programs"), directory, "hub-1", 3, plan);
    files.write(new Authority("hub"), "https://10.90.0.3:6443");
  }

  @Test
  void theKubeletsFileIsYamlWithTheClustersDns() throws IOException {
    assertThat(yaml("kubelet.yaml").at("/clusterDNS/0").asText()).isEqualTo("10.201.0.10");
  }

  @Test
  void kubeProxyKnowsThePodsOfBothFamilies() throws IOException {
    assertThat(yaml("kube-proxy.yaml").get("clusterCIDR").asText())
        .isEqualTo("10.101.0.0/16,fd90:8:1::/48");
  }

  @Test
  void thePodNetworkIsJsonWithARangeForEachFamily() throws IOException {
    var network = new JsonMapper().readTree(directory.resolve("cni/pods.conflist").toFile());

    assertThat(network.at("/plugins/0/ipam/ranges/1/0/subnet").asText())
        .isEqualTo("fd90:8:1:3::/64");
    assertThat(network.at("/plugins/0/ipam/routes/1/dst").asText()).isEqualTo("::/0");
  }

  private JsonNode yaml(String file) throws IOException {
    return Serialization.unmarshal(Files.readString(directory.resolve(file)), JsonNode.class);
  }
}
