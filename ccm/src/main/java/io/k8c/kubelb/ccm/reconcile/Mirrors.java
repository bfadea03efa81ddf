package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.ccm.source.MirrorPlan;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.watch.Cached;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps the endpoints of twins whose Services have no selector. Such Services are few: their slices
 * are read when they change instead of being kept.
 */
final class Mirrors {
  private final KubernetesClient tenant;
  private final Cached<EndpointSlice> known;
  private final Applier applier;

  /**
   * @param known all slices, without addresses
   */
  Mirrors(KubernetesClient tenant, Cached<EndpointSlice> known, Applier applier) {
    this.tenant = tenant;
    this.known = known;
    this.applier = applier;
  }

  void follow(Service service, Service twin) {
    var mirrored =
        slices(twin).stream()
            .collect(Collectors.toMap(slice -> slice.getMetadata().getName(), Function.identity()));
    MirrorPlan plan = MirrorPlan.of(twin, slices(service), List.copyOf(mirrored.values()));
    plan.wanted()
        .forEach(
            slice -> {
              EndpointSlice _ = applier.apply(slice, mirrored.get(slice.getMetadata().getName()));
            });
    plan.obsolete().forEach(applier::delete);
  }

  /** Kubernetes itself says now what is behind a twin: what we said would stay beside it. */
  void end(Service twin) {
    known
        .labelled(
            twin.getMetadata().getNamespace(),
            MirrorPlan.SERVICE_NAME,
            twin.getMetadata().getName())
        .stream()
        .filter(slice -> MirrorPlan.isMirror(slice, twin))
        .forEach(applier::delete);
  }

  private List<EndpointSlice> slices(Service service) {
    return tenant
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(service.getMetadata().getNamespace())
        .withLabel(MirrorPlan.SERVICE_NAME, service.getMetadata().getName())
        .list()
        .getItems();
  }
}
