package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.kit.testing.Covers;
import io.k8c.kubelb.kit.testing.Golden;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for a tenant, out of Config and Tenant. */
class TenantPolicyGoldenTest {

  @TestFactory
  @Covers({
    "Config.spec.ingress.addresses",
    "Config.spec.gatewayAPI.defaultGateway.apiVersion",
    "Config.spec.gatewayAPI.defaultGateway.kind",
    "Config.spec.gatewayAPI.defaultGateway.name",
    "Config.spec.gatewayAPI.defaultGateway.namespace",
    "Tenant.spec.gatewayAPI.defaultGateway.apiVersion",
    "Tenant.spec.gatewayAPI.defaultGateway.kind",
    "Config.spec.loadBalancer.class",
    "Config.spec.loadBalancer.disable",
    "Tenant.spec.ingress.addresses",
    "Tenant.spec.loadBalancer.class",
    "Tenant.spec.loadBalancer.disable",
    "Config.spec.endpoints.allowHostnames",
    "Tenant.spec.endpoints.allowHostnames",
    "Config.spec.envoyProxy.headerLimits.maxRequestHeadersCount",
    "Config.spec.envoyProxy.headerLimits.maxRequestHeadersKb",
    "Config.spec.envoyProxy.headerLimits.maxResponseHeadersKb",
    "Config.spec.envoyProxy.http.accessLog",
    "Config.spec.envoyProxy.http.trustedHops",
    "Tenant.spec.envoyProxy.http.accessLog",
    "Tenant.spec.envoyProxy.http.trustedHops",
    "Config.spec.envoyProxy.replicas",
    "Tenant.spec.envoyProxy.replicas"
  })
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "manager/src/test/cases/tenant-policy",
        inputs -> Map.of("out.yaml", yaml(new Inputs(inputs.tree("in.yaml")).policy())));
  }

  private static String yaml(TenantPolicy policy) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("namespace", policy.namespace());
    tree.put("loadBalancerClass", policy.loadBalancerClass().orElse("chosen by the hub"));
    tree.put("loadBalancersDisabled", policy.loadBalancersDisabled());
    tree.put("annotations", annotations(policy.annotations()));
    tree.put("endpoints", endpoints(policy.endpoints()));
    tree.put("proxy", proxy(policy.proxy()));
    tree.put("http", policy.http().toString());
    tree.put("ingressAddresses", policy.ingressAddresses().name());
    tree.put("layer7", layer7(policy.layer7()));
    return Golden.yaml(tree);
  }

  private static Map<String, Object> layer7(Layer7Policy policy) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("gatewayClass", policy.gatewayClass().orElse("our own"));
    tree.put("gatewaysDisabled", policy.gatewaysDisabled());
    tree.put("defaultGateway", policy.defaultGateway().map(Object::toString).orElse("none"));
    tree.put("ingressClass", policy.ingressClass().orElse("our own"));
    tree.put("ingressesDisabled", policy.ingressesDisabled());
    tree.put("allowedHostnames", policy.allowedHostnames());
    return tree;
  }

  private static Map<String, Object> annotations(AnnotationPolicy policy) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("all", policy.all());
    tree.put("allowed", new TreeMap<>(policy.allowed()));
    tree.put("denied", policy.denied());
    tree.put("defaults", new TreeMap<>(policy.defaults()));
    return tree;
  }

  private static Map<String, Object> endpoints(EndpointPolicy policy) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("allowed", networks(policy.allowed()));
    tree.put("denied", networks(policy.denied()));
    tree.put("hostnames", policy.hostnames());
    return tree;
  }

  private static List<String> networks(List<Network> networks) {
    return networks.stream()
        .map(network -> network.base().getHostAddress() + "/" + network.prefix())
        .toList();
  }

  private static Map<String, Object> proxy(ProxySettings settings) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("daemonSet", settings.daemonSet());
    tree.put("replicas", settings.replicas());
    tree.put("shutdown", settings.shutdown().map(Object::toString).orElse("at once"));
    tree.put("graceSeconds", settings.graceSeconds());
    return tree;
  }
}
