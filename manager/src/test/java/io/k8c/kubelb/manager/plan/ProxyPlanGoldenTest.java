package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.kit.testing.Covers;
import io.k8c.kubelb.kit.testing.Golden;
import io.k8c.kubelb.xds.model.Endpoint;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.Upstream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What load balancers ask of the proxies. */
class ProxyPlanGoldenTest {

  @TestFactory
  @Covers({
    "Addresses.spec.addresses[].ip",
    "Addresses.spec.addresses[].hostname",
    "LoadBalancer.spec.endpoints[].addresses[].ip",
    "LoadBalancer.spec.endpoints[].addresses[].hostname",
    "LoadBalancer.spec.endpoints[].addressesReference.name",
    "LoadBalancer.spec.endpoints[].ports[].name",
    "LoadBalancer.spec.endpoints[].ports[].port",
    "LoadBalancer.spec.endpoints[].ports[].protocol",
    "LoadBalancer.spec.ports[].name",
    "LoadBalancer.spec.ports[].port",
    "LoadBalancer.spec.ports[].protocol",
    "LoadBalancer.spec.persistence.type",
    "Config.spec.endpoints.allowHostnames",
    "Tenant.spec.endpoints.allowHostnames"
  })
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "manager/src/test/cases/proxy-plan",
        inputs -> {
          Inputs read = new Inputs(inputs.tree("in.yaml"));
          Object out =
              ProxyPlan.of(read.view(), Duration.ofSeconds(5))
                  .<Object>map(ProxyPlanGoldenTest::tree)
                  .orElse("nothing");
          return Map.of("out.yaml", Golden.yaml(out));
        });
  }

  private static Map<String, Object> tree(ProxyConfig config) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("revision", config.revision());
    tree.put("listeners", config.listeners().stream().map(ProxyPlanGoldenTest::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(Listener listener) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", listener.name());
    tree.put("port", listener.port());
    switch (listener.traffic()) {
      case Traffic.Tcp tcp -> tree.put("tcp", tree(tcp.target()));
      case Traffic.Udp udp -> tree.put("udp", tree(udp.target()));
      case Traffic.Chains _, Traffic.Quic _ -> throw new AssertionError("not of layer 4");
    }
    return tree;
  }

  private static Map<String, Object> tree(Upstream upstream) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", upstream.name());
    tree.put("endpoints", upstream.endpoints().stream().map(Endpoint::toString).toList());
    tree.put("persistence", upstream.persistence());
    tree.put("proxyProtocol", upstream.proxyProtocol());
    tree.put(
        "checkEvery",
        upstream.healthCheck().map(check -> check.interval().toString()).orElse("never"));
    return tree;
  }
}
