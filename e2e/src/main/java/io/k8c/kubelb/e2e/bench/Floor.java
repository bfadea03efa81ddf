package io.k8c.kubelb.e2e.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.LoadBalancerStatus;
import io.k8c.kubelb.api.ObjectReference;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.e2e.fast.FastTenant;
import io.k8c.kubelb.e2e.hub.LoadBalancers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The writes that a Service costs, by a client that does nothing else: what no program between the
 * two API servers can undercut. The cloud's write is made by the tier's stand-in in either case.
 */
record Floor(KubernetesClient tenant, KubernetesClient hub) {
  private static final String NAMESPACE = "default";
  private static final int AT_ONCE = 16;
  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("floor")
          .withForce(true)
          .build();

  Map<String, Object> measure(int samples, int burst) throws Exception {
    for (int i = 0; i < samples; i++) {
      writes("warm-" + i);
    }
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      long start = System.nanoTime();
      writes("one-" + i);
      nanos.add(System.nanoTime() - start);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("writesOfOneServiceMillis", Distribution.ofNanos(nanos));
    result.put("services", burst);
    result.put("secondsAtOnce", atOnce(burst));
    return result;
  }

  private double atOnce(int burst) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService workers =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < burst; i++) {
        String name = "burst-" + i;
        all.add(workers.submit(() -> writes(name)));
      }
      for (Future<?> one : all) {
        var _ = one.get();
      }
    }
    return Math.round((System.nanoTime() - start) / 1e7) / 100.0;
  }

  private void writes(String name) {
    Service service = tenant.resource(FastTenant.service(name)).create();
    var _ =
        tenant
            .resource(service)
            .patch(MERGE, "{\"metadata\":{\"finalizers\":[\"%s\"]}}".formatted(Wire.FINALIZER));
    apply(hub, LoadBalancers.of(NAMESPACE, name, ObjectReference.named("default"), 30000));
    apply(hub, hubService(name));
    var _ = hub.resource(status(name)).subresource("status").patch(APPLY);
    var _ = tenant.resource(address(name)).subresource("status").patch(APPLY);
    event(service, "Synced");
    event(service, "AddressAssigned");
  }

  private static void apply(KubernetesClient client, HasMetadata object) {
    var _ = client.resource(object).fieldManager("floor").forceConflicts().serverSideApply();
  }

  private static Service hubService(String name) {
    return new ServiceBuilder()
        .withMetadata(metadata(name))
        .withNewSpec()
        .withType("LoadBalancer")
        .addToSelector("app", "envoy")
        .addNewPort()
        .withName("http")
        .withPort(80)
        .withNewTargetPort(10000)
        .endPort()
        .endSpec()
        .build();
  }

  private static LoadBalancer status(String name) {
    LoadBalancer object = new LoadBalancer();
    object.setMetadata(metadata(name));
    LoadBalancerStatus balancer =
        new LoadBalancerStatus(
            List.of(new LoadBalancerStatus.Ingress("203.0.113.1", null, "VIP", List.of())));
    object.setStatus(
        new LoadBalancer.Status(
            1L, "203.0.113.1", balancer, null, null, List.of("203.0.113.1"), List.of()));
    return object;
  }

  private static Service address(String name) {
    return new ServiceBuilder()
        .withMetadata(metadata(name))
        .withNewStatus()
        .withNewLoadBalancer()
        .addNewIngress()
        .withIp("203.0.113.1")
        .endIngress()
        .endLoadBalancer()
        .endStatus()
        .build();
  }

  private void event(Service about, String reason) {
    var _ =
        tenant
            .resource(
                new EventBuilder()
                    .withNewMetadata()
                    .withGenerateName(about.getMetadata().getName() + "-")
                    .withNamespace(NAMESPACE)
                    .endMetadata()
                    .withEventTime(new MicroTime("2026-01-01T00:00:00.000000Z"))
                    .withReportingController("floor")
                    .withReportingInstance("floor")
                    .withAction("Reconcile")
                    .withType("Normal")
                    .withReason(reason)
                    .withNote("a note")
                    .withRegarding(
                        new ObjectReferenceBuilder()
                            .withKind("Service")
                            .withNamespace(NAMESPACE)
                            .withName(about.getMetadata().getName())
                            .withUid(about.getMetadata().getUid())
                            .build())
                    .build())
            .create();
  }

  private static ObjectMeta metadata(String name) {
    return new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build();
  }
}
