package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.e2e.install.Installation;
import io.k8c.kubelb.e2e.lab.cloud.Cloud;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@OnTestBed
class HubObjectsTest {
  private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

  private final TestBed bed;
  private final TenantCluster two;
  private final Proxy proxy;

  HubObjectsTest(TestBed bed) {
    this.bed = bed;
    this.two = bed.two();
    this.proxy = bed.proxy(two);
  }

  @Test
  void aHubServiceDeletedByHandReturnsWithItsAddressAndItsListener() {
    Published shop = bed.publish(two, EchoService.named("shop").http(80));
    List<String> addresses = shop.addresses();
    Service before = shop.hubService().orElseThrow();
    int listener = shop.listener();

    var _ = bed.hub().client().resource(before).delete();

    bed.await("another Service stands in its place", () -> isAnother(shop, before));
    bed.await(
        "it answers at the same address",
        () -> shop.addresses().equals(addresses) && shop.answers());
    assertThat(shop.listener()).isEqualTo(listener);
  }

  private static boolean isAnother(Published shop, Service before) {
    return shop.hubService()
        .filter(found -> !found.getMetadata().getUid().equals(before.getMetadata().getUid()))
        .isPresent();
  }

  @Test
  void anotherClassMakesTheHubServiceAnewWhichAsksForItsAddress() {
    Published shop = bed.publish(two, EchoService.named("shop").http(80));
    List<String> addresses = shop.addresses();
    Service before = shop.hubService().orElseThrow();

    try {
      setClass("\"%s\"".formatted(Cloud.CLASS));
      bed.await("another Service stands in its place", () -> isAnother(shop, before));
      bed.await("it answers", shop::answers);
      assertThat(shop.hubService().orElseThrow().getSpec().getLoadBalancerClass())
          .isEqualTo(Cloud.CLASS);
      assertThat(shop.hubService().orElseThrow().getSpec().getLoadBalancerIP())
          .isEqualTo(addresses.getFirst());
      assertThat(shop.addresses()).isEqualTo(addresses);
      assertThat(hubEvents()).contains("ServiceRecreated");
    } finally {
      setClass("null");
    }

    bed.await("it answers again", shop::answers);
  }

  private void setClass(String value) {
    var _ =
        bed.hub()
            .client()
            .resources(Tenant.class)
            .withName(two.name())
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"spec\":{\"loadBalancer\":{\"class\":%s}}}".formatted(value));
  }

  private List<String> hubEvents() {
    return bed
        .hub()
        .client()
        .v1()
        .events()
        .inNamespace(two.hubNamespace())
        .list()
        .getItems()
        .stream()
        .map(event -> event.getReason())
        .toList();
  }

  @Test
  void whatIsDeletedOfAProxyByHandComesBack() {
    Published shop = bed.publish(two, EchoService.named("shop").http(80));
    var client = bed.hub().client();
    ConfigMap bootstrap =
        client.configMaps().inNamespace(two.hubNamespace()).withName("envoy-bootstrap").get();
    PodDisruptionBudget budget =
        client
            .policy()
            .v1()
            .podDisruptionBudget()
            .inNamespace(two.hubNamespace())
            .withName(proxy.name())
            .get();

    List<HasMetadata> doomed = List.of(bootstrap, budget, proxy.deployment().get());
    doomed.forEach(object -> client.resource(object).delete());

    doomed.forEach(this::awaitReturn);
    bed.await("the proxies are back", proxy::isRolledOut);
    bed.await("it answers", shop::answers);
  }

  private void awaitReturn(HasMetadata deleted) {
    bed.await(
        "%s comes back".formatted(deleted.getKind()),
        () -> {
          HasMetadata found = bed.hub().client().resource(deleted).get();
          return found != null
              && !found.getMetadata().getUid().equals(deleted.getMetadata().getUid());
        });
  }

  @Test
  void aDaemonSetOfProxiesDeletedByHandComesBack() {
    Published shop = bed.publish(two, EchoService.named("shop").http(80));

    try {
      onEveryNode("true");
      bed.await("a DaemonSet takes the place of the Deployment", proxy::isOnEveryNode);
      DaemonSet doomed = proxy.daemonSet().get();

      var _ = proxy.daemonSet().delete();

      awaitReturn(doomed);
      bed.await("the proxies are back", proxy::isOnEveryNode);
      bed.await("it answers", shop::answers);
    } finally {
      onEveryNode("null");
      bed.await("the Deployments are back", () -> isRolledOut(bed.one()) && isRolledOut(two));
    }

    bed.await("it answers again", shop::answers);
  }

  private boolean isRolledOut(TenantCluster tenant) {
    return bed.proxy(tenant).isRolledOut();
  }

  private void onEveryNode(String value) {
    var _ =
        bed.hub()
            .client()
            .resources(Config.class)
            .inNamespace(Installation.NAMESPACE)
            .withName(Config.DEFAULT)
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"spec\":{\"envoyProxy\":{\"useDaemonset\":%s}}}".formatted(value));
  }

  @Test
  void proxiesAreAdmittedUnderPodSecurityRestricted() {
    Published shop = bed.publish(two, EchoService.named("shop").http(80));
    Set<String> before = proxy.podUids();

    try {
      enforce("restricted");
      proxy.pods().forEach(pod -> bed.hub().client().resource(pod).withGracePeriod(0).delete());
      bed.await("new proxies run", () -> proxy.isRolledOut() && proxy.haveEnded(before));
    } finally {
      enforce("privileged");
    }

    bed.await("it answers", shop::answers);
  }

  private void enforce(String profile) {
    var _ =
        bed.hub()
            .client()
            .namespaces()
            .withName(two.hubNamespace())
            .edit(
                found ->
                    new NamespaceBuilder(found)
                        .editMetadata()
                        .addToLabels(ENFORCE, profile)
                        .endMetadata()
                        .build());
  }
}
