package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.e2e.hub.LoadBalancers;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What somebody can do in the hub who holds the credentials of tenant cluster two. */
@OnTestBed
class TenantIsolationTest {
  private final TestBed bed;
  private final String own;
  private final String other;
  private KubernetesClient intruder;

  @SuppressWarnings("NullAway") // opened before every test
  TenantIsolationTest(TestBed bed) {
    this.bed = bed;
    this.own = bed.two().hubNamespace();
    this.other = bed.one().hubNamespace();
  }

  @BeforeEach
  void takeCredentials() {
    String kubeconfig =
        Objects.requireNonNull(
                bed.hub()
                    .client()
                    .secrets()
                    .inNamespace(own)
                    .withName("kubelb-ccm-kubeconfig")
                    .get())
            .getData()
            .get("kubelb");
    Config config =
        Config.fromKubeconfig(
            new String(Base64.getDecoder().decode(kubeconfig), StandardCharsets.UTF_8));
    config.setMasterUrl(bed.hub().client().getMasterUrl().toString());
    intruder = new KubernetesClientBuilder().withConfig(config).build();
  }

  @AfterEach
  void leave() {
    intruder.close();
    var _ =
        bed.hub()
            .client()
            .resources(LoadBalancer.class)
            .inNamespace(own)
            .withName("trick")
            .delete();
  }

  @TestFactory
  Stream<DynamicTest> theHubRefusesEverythingBeyondItsOwnLoadBalancers() {
    bed.publish(bed.one(), EchoService.named("shop").http(80));
    Map<String, ThrowingCallable> attempts =
        Map.of(
            "list load balancers of another tenant",
            () -> intruder.resources(LoadBalancer.class).inNamespace(other).list(),
            "list load balancers of all tenants",
            () -> intruder.resources(LoadBalancer.class).inAnyNamespace().list(),
            "create a load balancer for another tenant",
            () -> intruder.resource(to(other, "10.90.0.2")).create(),
            "delete load balancers of another tenant",
            () -> intruder.resources(LoadBalancer.class).inNamespace(other).delete(),
            "read Secrets of its own namespace",
            () -> intruder.secrets().inNamespace(own).list(),
            "read Secrets of the managers",
            () -> intruder.secrets().inNamespace("kubelb").list(),
            "make a Service in its namespace",
            () -> intruder.resource(service()).create(),
            "make a ConfigMap in its namespace",
            () ->
                intruder
                    .resource(
                        new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("trick")
                            .withNamespace(own)
                            .endMetadata()
                            .build())
                    .create(),
            "change its Tenant",
            () -> intruder.resource(TestBed.tenant("tenant-two")).serverSideApply(),
            "read Tenants",
            () -> intruder.resources(Tenant.class).list());
    return attempts.entrySet().stream()
        .map(
            attempt ->
                DynamicTest.dynamicTest(attempt.getKey(), () -> refused(attempt.getValue())));
  }

  private static void refused(ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
  }

  private io.fabric8.kubernetes.api.model.Service service() {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("trick")
        .withNamespace(own)
        .endMetadata()
        .withNewSpec()
        .addNewPort()
        .withPort(80)
        .endPort()
        .endSpec()
        .build();
  }

  @Test
  void aStatusWrittenByATenantIsRefusedAndChangesNothing() {
    Published shop = bed.publish(bed.two(), EchoService.named("shop").http(80));
    LoadBalancer object = shop.loadBalancer().orElseThrow();

    refused(() -> intruder.resource(object).updateStatus());

    assertThat(shop.answers()).isTrue();
  }

  @Test
  void endpointsThatLeadIntoTheHubAreDeniedAndTheTenantIsToldWhy() {
    var _ = intruder.resource(to(own, "127.0.0.1")).create();

    bed.await(
        "the tenant is told why",
        () ->
            status().stream()
                .anyMatch(condition -> condition.startsWith("ResolvedRefs=False EndpointDenied")));
    assertThat(status()).anyMatch(condition -> condition.contains("127.0.0.1"));
  }

  @Test
  void aTenantBoundToItsNetworkReachesNeitherTheHubNorTheNodesOfAnother() {
    Published secret = bed.publish(bed.one(), EchoService.named("secret").http(80));
    int nodePort = secret.inTenant().getSpec().getPorts().getFirst().getNodePort();
    String neighbour = bed.one().cluster().nodes().getFirst().address();
    String ownNode = bed.two().cluster().nodes().getFirst().address();
    String hubNode = bed.hubCluster().nodes().getFirst().address();

    try {
      bound("[\"%s/32\"]".formatted(ownNode));
      for (LoadBalancer trick : List.of(to(own, neighbour, nodePort), to(own, hubNode, 6443))) {
        var _ = intruder.resource(trick).serverSideApply();
        bed.await("the tenant is told why", () -> isDenied(address(trick)));
        assertThat(reachable()).isFalse();
      }
    } finally {
      bound("[]");
    }
  }

  private boolean isDenied(String address) {
    return status().stream()
        .anyMatch(
            condition ->
                condition.startsWith("ResolvedRefs=False EndpointDenied")
                    && condition.contains(address));
  }

  private static String address(LoadBalancer object) {
    return String.valueOf(object.getSpec().endpoints().getFirst().addresses().getFirst().ip());
  }

  /** Whether anything answers behind the load balancer, as seen from the hub's nodes. */
  private boolean reachable() {
    LoadBalancer found =
        intruder.resources(LoadBalancer.class).inNamespace(own).withName("trick").get();
    String address =
        found == null || found.getStatus() == null ? null : found.getStatus().address();
    return address != null && bed.client().http(new InetSocketAddress(address, 80)).isPresent();
  }

  private void bound(String networks) {
    var _ =
        bed.hub()
            .client()
            .resources(Tenant.class)
            .withName(bed.two().name())
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"spec\":{\"endpoints\":{\"allowedCIDRs\":%s}}}".formatted(networks));
  }

  /** Conditions as the tenant reads them. */
  private List<String> status() {
    LoadBalancer found =
        intruder.resources(LoadBalancer.class).inNamespace(own).withName("trick").get();
    return found == null || found.getStatus() == null
        ? List.of()
        : found.getStatus().conditions().stream()
            .map(
                c ->
                    "%s=%s %s: %s"
                        .formatted(c.getType(), c.getStatus(), c.getReason(), c.getMessage()))
            .toList();
  }

  private static LoadBalancer to(String namespace, String address) {
    return to(namespace, address, 9901);
  }

  private static LoadBalancer to(String namespace, String address, int port) {
    return LoadBalancers.of(namespace, "trick", address, port);
  }
}
