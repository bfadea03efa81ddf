package io.k8c.kubelb.manager.route;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.kit.testing.Golden;
import io.k8c.kubelb.manager.route.delegate.Delegation;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is said of sources where the hub's API server refuses what they lead to. */
class ObstacleGoldenTest {
  private static final Finding REFUSED = new Finding("HubRefused", "quota; raise it");

  @TestFactory
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "manager/src/test/cases/obstacle",
        inputs -> {
          TenantCluster cluster = new TenantCluster(inputs.trees("in.yaml"));
          Map<String, Service> _ = cluster.served();
          Layer7 layer7 = Delegation.of(cluster.view(), cluster.hub(), cluster.sharing());
          Map<String, Object> tree = new LinkedHashMap<>();
          for (ParsedSource source : cluster.sources()) {
            Outcome outcome = layer7.outcomes().get(source.name());
            tree.put(
                source.self().toString(), Plain.outcome(Obstacle.over(outcome, source, REFUSED)));
          }
          return Map.of("out.yaml", Golden.yaml(tree));
        });
  }
}
