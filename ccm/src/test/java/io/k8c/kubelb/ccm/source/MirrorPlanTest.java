package io.k8c.kubelb.ccm.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MirrorPlanTest {
  private static final Service TWIN =
      new ServiceBuilder()
          .withNewMetadata()
          .withName("shop-nodeport")
          .withNamespace("shop")
          .withUid("twin")
          .endMetadata()
          .build();

  @Test
  void aTwinHasTheSameEndpointsInSlicesOfItsOwn() {
    // given
    EndpointSlice slice = slice("shop-1", "10.0.0.1");

    // when
    MirrorPlan plan = MirrorPlan.of(TWIN, List.of(slice), List.of());

    // then
    assertThat(plan.wanted())
        .singleElement()
        .satisfies(
            mirror -> {
              assertThat(mirror.getEndpoints()).isEqualTo(slice.getEndpoints());
              assertThat(mirror.getPorts()).isEqualTo(slice.getPorts());
              assertThat(mirror.getAddressType()).isEqualTo("IPv4");
              assertThat(mirror.getMetadata().getName()).isEqualTo("shop-1-nodeport");
              assertThat(mirror.getMetadata().getLabels())
                  .containsEntry("kubernetes.io/service-name", "shop-nodeport")
                  .containsEntry("endpointslice.kubernetes.io/managed-by", "kubelb.k8c.io");
              assertThat(mirror.getMetadata().getOwnerReferences())
                  .singleElement()
                  .satisfies(owner -> assertThat(owner.getUid()).isEqualTo("twin"));
            });
  }

  @Test
  void onlyWhatWeKeepForATwinIsAMirrorOfIt() {
    // given
    EndpointSlice mirror =
        MirrorPlan.of(TWIN, List.of(slice("shop-1", "10.0.0.1")), List.of()).wanted().getFirst();
    EndpointSlice controllers = slice("shop-nodeport-abc", "10.0.0.2");
    controllers.getMetadata().setLabels(Map.of("kubernetes.io/service-name", "shop-nodeport"));
    EndpointSlice bare = slice("bare", "10.0.0.3");
    bare.getMetadata().setLabels(null);
    Service other =
        new ServiceBuilder().withNewMetadata().withName("other-nodeport").endMetadata().build();

    // then
    assertThat(MirrorPlan.isMirror(mirror, TWIN)).isTrue();
    assertThat(MirrorPlan.isMirror(mirror, other)).isFalse();
    assertThat(MirrorPlan.isMirror(controllers, TWIN)).isFalse();
    assertThat(MirrorPlan.isMirror(bare, TWIN)).isFalse();
  }

  @Test
  void aSliceThatGoesTakesItsMirrorWithItAndNoOther() {
    // given
    MirrorPlan before =
        MirrorPlan.of(
            TWIN, List.of(slice("stays", "10.0.0.1"), slice("goes", "10.0.0.2")), List.of());
    EndpointSlice foreign = slice("foreign", "10.0.0.3");

    // when
    MirrorPlan plan =
        MirrorPlan.of(
            TWIN,
            List.of(slice("stays", "10.0.0.1")),
            List.of(before.wanted().getFirst(), before.wanted().getLast(), foreign));

    // then
    assertThat(plan.obsolete()).containsExactly(before.wanted().getLast());
  }

  @Test
  void namesFitHoweverLongTheyAre() {
    // given
    String longest = "a".repeat(253);

    // when
    MirrorPlan plan = MirrorPlan.of(TWIN, List.of(slice(longest, "10.0.0.1")), List.of());

    // then
    assertThat(plan.wanted().getFirst().getMetadata().getName()).hasSize(253).endsWith("-nodeport");
  }

  private static EndpointSlice slice(String name, String address) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("shop")
        .addToLabels("kubernetes.io/service-name", "shop")
        .endMetadata()
        .withAddressType("IPv4")
        .addNewEndpoint()
        .withAddresses(address)
        .endEndpoint()
        .addNewPort()
        .withName("first")
        .withPort(3000)
        .endPort()
        .build();
  }
}
