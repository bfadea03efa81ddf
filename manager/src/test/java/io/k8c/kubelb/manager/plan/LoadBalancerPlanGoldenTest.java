package io.k8c.kubelb.manager.plan;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.kit.testing.Covers;
import io.k8c.kubelb.kit.testing.Golden;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What load balancers lead to in the hub, and what is said of them. */
class LoadBalancerPlanGoldenTest {

  @TestFactory
  @Covers({
    "LoadBalancer.spec.endpoints[].addressesReference.apiVersion",
    "LoadBalancer.spec.endpoints[].addressesReference.fieldPath",
    "LoadBalancer.spec.endpoints[].addressesReference.kind",
    "LoadBalancer.spec.endpoints[].addressesReference.name",
    "LoadBalancer.spec.endpoints[].addressesReference.namespace",
    "LoadBalancer.spec.endpoints[].addressesReference.resourceVersion",
    "LoadBalancer.spec.endpoints[].addressesReference.uid",
    "LoadBalancer.spec.endpoints[].name",
    "LoadBalancer.spec.externalTrafficPolicy",
    "LoadBalancer.spec.hostname",
    "LoadBalancer.spec.ipFamilies[]",
    "LoadBalancer.spec.ipFamilyPolicy",
    "LoadBalancer.spec.loadBalancerSourceRanges[]",
    "LoadBalancer.spec.persistence.type",
    "LoadBalancer.spec.ports[].name",
    "LoadBalancer.spec.ports[].port",
    "LoadBalancer.spec.ports[].protocol",
    "LoadBalancer.spec.type",
    "LoadBalancer.status.address",
    "LoadBalancer.status.conditions[].message",
    "LoadBalancer.status.conditions[].reason",
    "LoadBalancer.status.conditions[].status",
    "LoadBalancer.status.conditions[].type",
    "LoadBalancer.status.loadBalancer.ingress[].hostname",
    "LoadBalancer.status.loadBalancer.ingress[].ip",
    "LoadBalancer.status.loadBalancer.ingress[].ipMode",
    "LoadBalancer.status.loadBalancer.ingress[].ports[].error",
    "LoadBalancer.status.loadBalancer.ingress[].ports[].port",
    "LoadBalancer.status.loadBalancer.ingress[].ports[].protocol",
    "LoadBalancer.status.observedGeneration",
    "LoadBalancer.status.previousAddresses[]",
    "LoadBalancer.status.service.ports[].appProtocol",
    "LoadBalancer.status.service.ports[].name",
    "LoadBalancer.status.service.ports[].nodePort",
    "LoadBalancer.status.service.ports[].port",
    "LoadBalancer.status.service.ports[].protocol",
    "LoadBalancer.status.service.ports[].targetPort",
    "LoadBalancer.status.service.ports[].upstreamTargetPort",
    "Config.spec.loadBalancer.class",
    "Config.spec.loadBalancer.disable",
    "Tenant.spec.loadBalancer.class",
    "Tenant.spec.loadBalancer.disable"
  })
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "manager/src/test/cases/load-balancer",
        inputs -> {
          Inputs read = new Inputs(inputs.tree("in.yaml"));
          return Map.of(
              "out.yaml", yaml(LoadBalancerPlan.of(read.view(), read.programming(), read.taken())));
        });
  }

  private static String yaml(LoadBalancerPlan plan) {
    Map<String, Object> tree = new LinkedHashMap<>();
    plan.service().ifPresent(service -> tree.put("service", Inputs.stable(service)));
    plan.obsolete().ifPresent(service -> tree.put("deletes", name(service)));
    tree.put("status", plan.status());
    tree.put("conditions", Inputs.verdicts(plan.verdicts()));
    if (!plan.notes().isEmpty()) {
      tree.put("events", Inputs.notes(plan.notes()));
    }
    tree.put("passing", plan.transientState());
    return Golden.yaml(tree);
  }

  private static String name(Service service) {
    return "Service " + service.getMetadata().getName();
  }
}
