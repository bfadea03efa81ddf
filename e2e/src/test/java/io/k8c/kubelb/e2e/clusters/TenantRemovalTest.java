package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.e2e.hub.LoadBalancers;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tenants without a cluster of their own; people may write their load balancers by hand. */
@OnTestBed
class TenantRemovalTest {
  private static final String NAME = "tenant-three";

  private final TestBed bed;
  private final KubernetesClient hub;

  TenantRemovalTest(TestBed bed) {
    this.bed = bed;
    this.hub = bed.hub().client();
  }

  @AfterEach
  void remove() {
    var _ = hub.resource(TestBed.tenant(NAME)).delete();
    bed.await("the Tenant is gone", () -> tenant() == null);
    var _ = hub.namespaces().withName(NAME).delete();
    bed.await("the namespace is gone", () -> namespace() == null);
  }

  @Test
  void aDeletedTenantTakesItsLoadBalancersProxiesAndNamespaceWithIt() {
    var _ = hub.resource(TestBed.tenant(NAME)).create();
    serve();
    Proxy proxy = new Proxy(bed.hubCluster(), NAME);
    assertThat(proxy.pods()).isNotEmpty();

    var _ = hub.resource(TestBed.tenant(NAME)).delete();

    bed.await("the Tenant is gone", () -> tenant() == null);
    assertThat(hub.resources(LoadBalancer.class).inNamespace(NAME).list().getItems()).isEmpty();
    bed.await("its namespace is gone", () -> namespace() == null);
    assertThat(hub.pods().inNamespace(NAME).list().getItems()).isEmpty();
  }

  @Test
  void aNamespaceThatWasThereIsAdoptedAndStaysWithoutOurMarks() {
    var _ =
        hub.resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withName(NAME)
                    .addToLabels("team", "three")
                    .endMetadata()
                    .build())
            .create();
    var _ = hub.resource(TestBed.tenant(NAME)).create();
    serve();
    assertThat(labels()).contains("team").anyMatch(label -> label.startsWith("kubelb.k8c.io/"));

    var _ = hub.resource(TestBed.tenant(NAME)).delete();

    bed.await("the Tenant is gone", () -> tenant() == null);
    bed.await("nothing of ours is left in the namespace", () -> ours().findAny().isEmpty());
    assertThat(labels()).contains("team").noneMatch(label -> label.startsWith("kubelb.k8c.io/"));
  }

  /** A load balancer before the echo servers of tenant cluster one. */
  private void serve() {
    int nodePort =
        bed.publish(bed.one(), EchoService.named("shop").http(80))
            .inTenant()
            .getSpec()
            .getPorts()
            .getFirst()
            .getNodePort();
    bed.await("there is a namespace", () -> namespace() != null);
    String node = bed.one().cluster().nodes().getFirst().address();
    var _ = hub.resource(LoadBalancers.of(NAME, "by-hand", node, nodePort)).create();
    bed.await("it answers", this::answers);
  }

  private boolean answers() {
    LoadBalancer found =
        hub.resources(LoadBalancer.class).inNamespace(NAME).withName("by-hand").get();
    return found != null
        && found.getStatus() != null
        && found.getStatus().address() != null
        && bed.client()
            .http(new InetSocketAddress(Objects.requireNonNull(found.getStatus().address()), 80))
            .isPresent();
  }

  private Stream<HasMetadata> ours() {
    Stream<HasMetadata> services =
        hub.services().inNamespace(NAME).list().getItems().stream().map(Service.class::cast);
    return Stream.of(
            services,
            hub.apps().deployments().inNamespace(NAME).list().getItems().stream(),
            hub.resources(LoadBalancer.class).inNamespace(NAME).list().getItems().stream(),
            hub.secrets().inNamespace(NAME).list().getItems().stream(),
            hub.rbac().roleBindings().inNamespace(NAME).list().getItems().stream())
        .flatMap(objects -> objects);
  }

  private List<String> labels() {
    return List.copyOf(Objects.requireNonNull(namespace()).getMetadata().getLabels().keySet());
  }

  private @Nullable Tenant tenant() {
    return hub.resources(Tenant.class).withName(NAME).get();
  }

  private @Nullable Namespace namespace() {
    return hub.namespaces().withName(NAME).get();
  }
}
