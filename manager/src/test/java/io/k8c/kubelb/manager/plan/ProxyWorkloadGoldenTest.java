package io.k8c.kubelb.manager.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.kit.testing.Covers;
import io.k8c.kubelb.kit.testing.Golden;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** How the proxies of a tenant run, by the settings of Config and Tenant. */
class ProxyWorkloadGoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  @Covers({
    "Config.spec.envoyProxy.affinity",
    "Config.spec.envoyProxy.gracefulShutdown.disabled",
    "Config.spec.envoyProxy.gracefulShutdown.drainTimeout",
    "Config.spec.envoyProxy.gracefulShutdown.minDrainDuration",
    "Config.spec.envoyProxy.gracefulShutdown.terminationGracePeriodSeconds",
    "Config.spec.envoyProxy.nodeSelector{}",
    "Config.spec.envoyProxy.overloadManager.enabled",
    "Config.spec.envoyProxy.overloadManager.maxActiveDownstreamConnections",
    "Config.spec.envoyProxy.overloadManager.maxHeapSizeBytes",
    "Config.spec.envoyProxy.podMonitor.enabled",
    "Config.spec.envoyProxy.replicas",
    "Config.spec.envoyProxy.resources.limits{}",
    "Config.spec.envoyProxy.resources.requests{}",
    "Config.spec.envoyProxy.singlePodPerNode",
    "Config.spec.envoyProxy.tolerations[].effect",
    "Config.spec.envoyProxy.tolerations[].key",
    "Config.spec.envoyProxy.tolerations[].operator",
    "Config.spec.envoyProxy.tolerations[].tolerationSeconds",
    "Config.spec.envoyProxy.tolerations[].value",
    "Config.spec.envoyProxy.useDaemonset",
    "Tenant.spec.envoyProxy.replicas",
    "Tenant.spec.envoyProxy.resources.limits{}",
    "Tenant.spec.envoyProxy.resources.requests{}"
  })
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "manager/src/test/cases/proxy-workload",
        inputs -> {
          Inputs read = new Inputs(inputs.tree("in.yaml"));
          List<HasMetadata> objects =
              ProxyWorkload.of(
                  ProxyHome.of(read.tenant()), read.policy(), Inputs.HUB, "drain-token");
          Map<String, Object> tree = new LinkedHashMap<>();
          tree.put("bootstrap", bootstrap((ConfigMap) objects.get(0)));
          tree.put("workload", Inputs.stable(objects.get(1)));
          tree.put("budget", Inputs.stable(objects.get(2)));
          if (read.policy().proxy().podMonitor()) {
            tree.put("monitor", Inputs.stable(ProxyMonitor.of(ProxyHome.of(read.tenant()))));
          }
          return Map.of("out.yaml", Golden.yaml(tree));
        });
  }

  /** The files themselves are golden where they are made; here counts what settings change. */
  private static Map<String, Object> bootstrap(ConfigMap map) throws JsonProcessingException {
    JsonNode bootstrap = JSON.readTree(map.getData().get("bootstrap.json"));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("metadata", Inputs.stable(map.getMetadata()));
    tree.put("files", new TreeSet<>(map.getData().keySet()));
    tree.put("manager", bootstrap.at("/static_resources/clusters/0/load_assignment"));
    tree.put("overload", bootstrap.path("overload_manager"));
    tree.put("drains", bootstrap.toString().contains("drain-token"));
    return tree;
  }
}
