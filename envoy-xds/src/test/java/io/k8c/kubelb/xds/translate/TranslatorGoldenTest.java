package io.k8c.kubelb.xds.translate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.JsonFormat.TypeRegistry;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.access_loggers.stream.v3.StdoutAccessLog;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.Cors;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.envoyproxy.envoy.extensions.filters.network.direct_response.v3.Config;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.formatter.req_without_query.v3.ReqWithoutQuery;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
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
                  .add(HttpConnectionManager.getDescriptor())
                  .add(RouteConfiguration.getDescriptor())
                  .add(Secret.getDescriptor())
                  .add(Cors.getDescriptor())
                  .add(Router.getDescriptor())
                  .add(TlsInspector.getDescriptor())
                  .add(DownstreamTlsContext.getDescriptor())
                  .add(HttpProtocolOptions.getDescriptor())
                  .add(PreviousHostsPredicate.getDescriptor())
                  .add(StdoutAccessLog.getDescriptor())
                  .add(ReqWithoutQuery.getDescriptor())
                  .add(Config.getDescriptor())
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
