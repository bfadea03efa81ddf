package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.kit.testing.Golden;
import io.k8c.kubelb.xds.identity.Authority;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a Tenant has in the hub before it has a load balancer. */
class TenantObjectsGoldenTest {

  @TestFactory
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "manager/src/test/cases/tenant-objects",
        inputs -> {
          Tenant tenant = new Inputs(inputs.tree("in.yaml")).tenant();
          Map<String, Object> tree = new LinkedHashMap<>();
          tree.put("namespaceMadeForIt", TenantObjects.namespace(tenant, true));
          tree.put("namespaceAdopted", TenantObjects.namespace(tenant, false));
          tree.put("managerAccess", TenantObjects.managerAccess(tenant, Inputs.HUB));
          tree.put("ccmAccess", TenantObjects.ccmAccess(tenant));
          tree.put("token", TenantObjects.token(tenant));
          tree.put("kubeconfig", TenantObjects.kubeconfig(tenant, "kind: Config"));
          tree.put("state", TenantObjects.state(tenant));
          tree.put("certificate", certificate(tenant));
          return Map.of("out.yaml", Golden.yaml(Inputs.stable(tree)));
        });
  }

  /** Without its data, which is made anew each time. */
  private static Object certificate(Tenant tenant) {
    Authority authority = Authority.create(Instant.EPOCH);
    var secret =
        ProxyWorkload.certificate(ProxyHome.of(tenant), authority.credential(), "authority");
    secret.getData().replaceAll((key, value) -> "left out");
    return secret;
  }
}
