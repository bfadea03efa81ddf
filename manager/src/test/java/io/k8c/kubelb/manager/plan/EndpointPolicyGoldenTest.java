package io.k8c.kubelb.manager.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.EndpointSettings;
import io.k8c.kubelb.kit.testing.Covers;
import io.k8c.kubelb.kit.testing.Golden;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Where proxies may send traffic to. */
class EndpointPolicyGoldenTest {

  @TestFactory
  @Covers({
    "Config.spec.endpoints.allowedCIDRs[]",
    "Config.spec.endpoints.deniedCIDRs[]",
    "Config.spec.endpoints.allowHostnames",
    "Tenant.spec.endpoints.allowedCIDRs[]",
    "Tenant.spec.endpoints.deniedCIDRs[]",
    "Tenant.spec.endpoints.allowHostnames"
  })
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "manager/src/test/cases/endpoint-policy",
        inputs -> {
          JsonNode tree = inputs.tree("in.yaml");
          EndpointPolicy policy =
              EndpointPolicy.of(
                  tree.has("config")
                      ? Inputs.read(tree.get("config"), EndpointSettings.class)
                      : null,
                  tree.has("tenant")
                      ? Inputs.read(tree.get("tenant"), EndpointSettings.class)
                      : null);
          Map<String, String> verdicts = new LinkedHashMap<>();
          tree.required("ips")
              .forEach(
                  ip -> verdicts.put(ip.asText(), of(policy, EndpointAddress.ofIp(ip.asText()))));
          tree.path("hostnames")
              .forEach(
                  name ->
                      verdicts.put(
                          name.asText(), of(policy, new EndpointAddress(null, name.asText()))));
          return Map.of("out.yaml", Golden.yaml(verdicts));
        });
  }

  private static String of(EndpointPolicy policy, EndpointAddress address) {
    return policy.problem(address).orElse("allowed");
  }
}
