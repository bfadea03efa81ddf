package io.k8c.kubelb.manager.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.kit.testing.Covers;
import io.k8c.kubelb.kit.testing.Golden;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What Gateways and routes of a tenant lead to. */
class Layer7GoldenTest {

  @TestFactory
  @Covers({
    "Route.spec.source.kubernetes.facts.namespaceLabels",
    "Route.spec.source.kubernetes.facts.parents[].uid",
    "Route.spec.source.kubernetes.facts.references[].authorities",
    "Route.spec.source.kubernetes.facts.references[].found",
    "Route.spec.source.kubernetes.facts.references[].granted",
    "Route.spec.source.kubernetes.facts.references[].group",
    "Route.spec.source.kubernetes.facts.references[].kind",
    "Route.spec.source.kubernetes.facts.references[].name",
    "Route.spec.source.kubernetes.facts.references[].namespace",
    "Route.spec.source.kubernetes.facts.references[].ports[].appProtocol",
    "Route.spec.source.kubernetes.facts.references[].ports[].name",
    "Route.spec.source.kubernetes.facts.references[].ports[].nodePort",
    "Route.spec.source.kubernetes.facts.references[].ports[].port",
    "Route.spec.source.kubernetes.facts.references[].ports[].protocol",
    "Route.spec.source.kubernetes.facts.references[].problem",
    "Route.spec.source.kubernetes.facts.references[].syncSecret",
    "Route.spec.source.kubernetes.facts.references[].uid",
    "SyncSecret.stringData"
  })
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "manager/src/test/cases/layer7",
        inputs -> {
          TenantCluster cluster = new TenantCluster(inputs.trees("in.yaml"));
          Layer7 layer7 = cluster.layer7();
          assertThat(layer7.outcomes().values()).flatExtracting(Remedies::missing).isEmpty();
          return Map.of("out.yaml", Golden.yaml(tree(cluster, layer7)));
        });
  }

  private static Map<String, Object> tree(TenantCluster cluster, Layer7 layer7) {
    Map<String, Object> statuses = new LinkedHashMap<>();
    for (ParsedSource source : cluster.sources()) {
      statuses.put(source.self().toString(), Plain.outcome(layer7.outcomes().get(source.name())));
    }
    Map<String, Object> configs = new TreeMap<>();
    layer7.configs().forEach((name, config) -> configs.put(name, Plain.of(config)));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("said", statuses);
    tree.put("done", configs);
    return tree;
  }
}
