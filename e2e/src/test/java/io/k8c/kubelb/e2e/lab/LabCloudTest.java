package io.k8c.kubelb.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.k8c.kubelb.e2e.lab.cloud.Cloud;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@NeedsLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabCloudTest {
  private static final int ALL = 100;

  private Lab lab;
  private Cluster hub;

  @BeforeAll
  void start() {
    lab = Lab.start(LabOptions.standard());
    hub = lab.cluster("hub", 1);
    lab.cloud(hub);
  }

  @AfterAll
  void end() {
    lab.close();
  }

  @AfterEach
  void removeServices() {
    hub.client().services().inNamespace("default").withLabel("test").delete();
    await()
        .until(
            () ->
                hub.nodes()
                    .getFirst()
                    .run("ip", "addr")
                    .text()
                    .lines()
                    .noneMatch(line -> line.contains("10.90.0.1") && line.contains("/32")));
  }

  @Test
  void aRequestedAddressIsGivenWhenItIsFree() {
    create("first", "10.90.0.150", null);
    create("second", "10.90.0.150", null);

    await().until(() -> addresses("first").contains("10.90.0.150"));
    await().until(() -> events("second").stream().anyMatch(m -> m.contains("not free")));
    hub.client().services().inNamespace("default").withName("first").delete();
    await().until(() -> addresses("second").contains("10.90.0.150"));
  }

  @Test
  void aServiceOfAnotherClassIsNotOurs() {
    create("other", "", "someone.else/lb");
    create("ours", "", Cloud.CLASS);

    await().until(() -> !addresses("ours").isEmpty());
    assertThat(addresses("other")).isEmpty();
  }

  @Test
  void theAddressIsGivenBackWhenTheTypeChanges() {
    create("changing", "10.90.0.160", null);
    await().until(() -> !addresses("changing").isEmpty());

    hub.client()
        .services()
        .inNamespace("default")
        .withName("changing")
        .edit(LabCloudTest::toClusterIp);
    create("next", "10.90.0.160", null);

    await().until(() -> addresses("next").contains("10.90.0.160"));
    assertThat(addresses("changing")).isEmpty();
  }

  @Test
  void aServiceWaitsWhileAllAddressesAreTaken() {
    IntStream.range(0, ALL).forEach(i -> create("many-" + i, "", null));
    create("late", "", null);

    await()
        .until(() -> events("late").stream().anyMatch(m -> m.contains("all addresses are taken")));
    hub.client().services().inNamespace("default").withName("many-7").delete();
    await().until(() -> !addresses("late").isEmpty());
  }

  private void create(String name, String requested, @Nullable String loadBalancerClass) {
    var service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels("test", "cloud")
            .endMetadata()
            .withNewSpec()
            .withType("LoadBalancer")
            .withAllocateLoadBalancerNodePorts(false)
            .withLoadBalancerIP(requested)
            .withLoadBalancerClass(loadBalancerClass)
            .addNewPort()
            .withPort(80)
            .endPort()
            .endSpec()
            .build();
    hub.client().services().inNamespace("default").resource(service).create();
  }

  private List<String> addresses(String name) {
    Service service = hub.client().services().inNamespace("default").withName(name).get();
    var ingress = service.getStatus().getLoadBalancer().getIngress();
    return ingress == null ? List.of() : ingress.stream().map(LoadBalancerIngress::getIp).toList();
  }

  private List<String> events(String name) {
    return hub
        .client()
        .v1()
        .events()
        .inNamespace("default")
        .withField("involvedObject.name", name)
        .list()
        .getItems()
        .stream()
        .map(event -> event.getMessage())
        .toList();
  }

  private static Service toClusterIp(Service service) {
    service.getSpec().setType("ClusterIP");
    service.getSpec().setAllocateLoadBalancerNodePorts(null);
    service.getSpec().setExternalTrafficPolicy(null);
    service.getSpec().setLoadBalancerIP(null);
    return service;
  }
}
