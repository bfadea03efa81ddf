package io.k8c.kubelb.xds.translate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.JsonFormat.TypeRegistry;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.clusters.dns.v3.DnsCluster;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.filters.udp.udp_proxy.v3.Route;
import io.envoyproxy.envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport;
import io.envoyproxy.envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer;
import io.k8c.kubelb.kit.testing.Golden;
import io.k8c.kubelb.xds.translate.Translator.Translation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every kind of traffic becomes; a changed output is sent to every proxy on an upgrade. */
class TranslatorGoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer()
          .usingTypeRegistry(
              TypeRegistry.newBuilder()
                  .add(Cluster.getDescriptor())
                  .add(ClusterLoadAssignment.getDescriptor())
                  .add(Listener.getDescriptor())
                  .add(DnsCluster.getDescriptor())
                  .add(TcpProxy.getDescriptor())
                  .add(UdpProxyConfig.getDescriptor())
                  .add(Route.getDescriptor())
                  .add(ProxyProtocolUpstreamTransport.getDescriptor())
                  .add(RawBuffer.getDescriptor())
                  .build())
          .preservingProtoFieldNames();

  @TestFactory
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "envoy-xds/src/test/cases/translate",
        inputs -> {
          var config = ConfigReader.config(inputs.tree("in.yaml"));
          Translation translation = new Translator().translate(config, Translation.NOTHING);
          return Map.of("out.yaml", yaml(translation));
        });
  }

  private static String yaml(Translation translation) throws IOException {
    List<Object> resources = new ArrayList<>();
    for (XdsResource resource : translation.resources()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("type", resource.type().name());
      tree.put("name", resource.name());
      tree.put("requires", names(resource.requires()));
      if (!resource.mentions().isEmpty()) {
        tree.put("mentions", names(resource.mentions()));
      }
      tree.put("resource", JSON.readTree(PRINTER.print(resource.body())));
      resources.add(tree);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("revision", translation.revision());
    result.put("resources", resources);
    return Golden.yaml(result);
  }

  private static List<String> names(Set<XdsResource.Key> keys) {
    return keys.stream().map(key -> key.type() + " " + key.name()).sorted().toList();
  }
}
