package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.e2e.install.Installation;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnTestBed
class ServiceChangesTest {
  private final TestBed bed;

  ServiceChangesTest(TestBed bed) {
    this.bed = bed;
  }

  @Test
  void anEditedServiceServesItsNewPortsAndItsOldOnesWithoutAFailure() {
    Published shop = bed.publish(bed.two(), EchoService.named("shop").http(80).tcp(81));
    List<String> addresses = shop.addresses();
    int old = shop.listeners().get(81);
    Traffic traffic = Traffic.to(shop).more(20);

    shop.edit(
        s ->
            s.editSpec()
                .withPorts(
                    EchoService.named("shop").http(80).http(8888).build().getSpec().getPorts())
                .endSpec());

    bed.await("the new port answers", () -> bed.client().http(shop.at(8888)).isPresent());
    bed.await("nobody listens for the old port", () -> bed.proxy(bed.two()).nobodyListens(old));
    traffic.more(50).stop().assertNoneFailed();
    assertThat(bed.client().tcp(shop.at(81))).isEmpty();
    assertThat(shop.addresses()).isEqualTo(addresses);
  }

  @Test
  void aDeletedServiceLeavesNothing() {
    Published shop = bed.publish(bed.two(), EchoService.named("shop").http(80));
    int listener = shop.listener();

    shop.delete();

    bed.await("nothing of it is left", () -> !shop.exists() && shop.isGone(listener));
  }

  @Test
  void aServiceOfAnotherTypeLosesItsAddressAndGetsOneWhenItReturns() {
    Published shop = bed.publish(bed.two(), EchoService.named("shop").http(80));
    int listener = shop.listener();

    shop.edit(s -> type(s, "ClusterIP"));

    bed.await(
        "the address and all in the hub are gone",
        () -> shop.addresses().isEmpty() && shop.isGone(listener));
    assertThat(shop.inTenant().getMetadata().getFinalizers()).isEmpty();
    shop.edit(s -> type(s, "LoadBalancer"));
    bed.await("it answers again", shop::answers);
  }

  private static ServiceBuilder type(ServiceBuilder service, String type) {
    return service.editSpec().withType(type).endSpec();
  }

  @Test
  void disableOfTheTenantTakesItsLoadBalancersAwayAndGivesThemBack() {
    Published shop = bed.publish(bed.two(), EchoService.named("shop").http(80));
    Published other = bed.publish(bed.one(), EchoService.named("shop").http(80));
    int listener = shop.listener();
    Traffic traffic = Traffic.to(other);

    try {
      patchTenant("{\"spec\":{\"loadBalancer\":{\"disable\":true}}}");
      bed.await("the address is gone", () -> shop.addresses().isEmpty());
      bed.await("the hub Service is gone", () -> shop.hubService().isEmpty());
      bed.await("nobody listens", () -> bed.proxy(bed.two()).nobodyListens(listener));
      bed.await("the user is told why", () -> shop.events().contains("Disabled"));
    } finally {
      patchTenant("{\"spec\":{\"loadBalancer\":{\"disable\":null}}}");
    }

    bed.await("it answers again", shop::answers);
    traffic.more(20).stop().assertNoneFailed();
  }

  private void patchTenant(String patch) {
    var _ =
        bed.hub()
            .client()
            .resources(Tenant.class)
            .withName(bed.two().name())
            .patch(mergePatch(), patch);
  }

  private static io.fabric8.kubernetes.client.dsl.base.PatchContext mergePatch() {
    return io.fabric8.kubernetes.client.dsl.base.PatchContext.of(
        io.fabric8.kubernetes.client.dsl.base.PatchType.JSON_MERGE);
  }

  @Test
  void disableInConfigHoldsForAllTenants() {
    Published one = bed.publish(bed.one(), EchoService.named("shop").http(80));
    Published two = bed.publish(bed.two(), EchoService.named("shop").http(80));

    try {
      patchConfig("{\"spec\":{\"loadBalancer\":{\"disable\":true}}}");
      bed.await("no address is left", () -> one.addresses().isEmpty() && two.addresses().isEmpty());
    } finally {
      patchConfig("{\"spec\":{\"loadBalancer\":null}}");
    }

    bed.await("both answer again", () -> one.answers() && two.answers());
  }

  private void patchConfig(String patch) {
    var _ =
        bed.hub()
            .client()
            .resources(Config.class)
            .inNamespace(Installation.NAMESPACE)
            .withName(Config.DEFAULT)
            .patch(mergePatch(), patch);
  }

  @Test
  void aPoisonObjectBesideFiftyGoodOnesCostsThemNothing() {
    Published first = bed.publish(bed.two(), EchoService.named("good-0").http(80));
    Traffic traffic = Traffic.to(first);
    Published poison =
        bed.create(
            bed.two(),
            EchoService.named("poison")
                .http(80)
                .with(
                    s ->
                        s.editSpec()
                            .withLoadBalancerSourceRanges("10.0.0.0/8", "fd00::/8")
                            .endSpec())
                .with(
                    s ->
                        s.editMetadata()
                            .withAnnotations(
                                Map.of("kubelb.k8c.io/proxy-protocol", "nonsense".repeat(1000)))
                            .endMetadata()));

    List<Published> good =
        IntStream.range(1, 50)
            .mapToObj(i -> bed.create(bed.two(), EchoService.named("good-" + i).http(80)))
            .toList();

    good.forEach(each -> bed.await(each + " answers", each::answers));
    traffic.more(20).stop().assertNoneFailed();
    assertThat(poison.exists()).isTrue();
  }
}
