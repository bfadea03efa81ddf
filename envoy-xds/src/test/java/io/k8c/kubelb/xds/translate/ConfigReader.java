package io.k8c.kubelb.xds.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.xds.model.Endpoint;
import io.k8c.kubelb.xds.model.HealthCheck;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.Upstream;
import java.time.Duration;
import java.util.Optional;

/** Proxy configurations from the YAML of golden inputs. */
final class ConfigReader {
  private ConfigReader() {}

  static ProxyConfig config(JsonNode tree) {
    return new ProxyConfig(
        tree.required("revision").asText(),
        tree.required("listeners").valueStream().map(ConfigReader::listener).toList());
  }

  private static Listener listener(JsonNode tree) {
    Traffic traffic =
        tree.has("udp")
            ? new Traffic.Udp(upstream(tree.required("udp")))
            : new Traffic.Tcp(upstream(tree.required("tcp")));
    return new Listener(tree.required("name").asText(), tree.required("port").asInt(), traffic);
  }

  private static Upstream upstream(JsonNode tree) {
    return new Upstream(
        tree.required("upstream").asText(),
        tree.required("endpoints").valueStream().map(ConfigReader::endpoint).toList(),
        tree.path("persistence").asBoolean(),
        tree.path("proxyProtocol").asBoolean(),
        Optional.ofNullable(tree.get("check"))
            .map(check -> new HealthCheck(Duration.parse(check.asText()))));
  }

  private static Endpoint endpoint(JsonNode tree) {
    int port = tree.required("port").asInt();
    return tree.has("hostname")
        ? Endpoint.named(tree.get("hostname").asText(), port)
        : Endpoint.at(tree.required("ip").asText(), port);
  }
}
