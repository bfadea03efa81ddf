package io.k8c.kubelb.ccm;

import io.k8c.kubelb.ccm.reconcile.ManagedServices;
import io.k8c.kubelb.ccm.reconcile.ManagedSources;
import io.k8c.kubelb.ccm.source.TenantKind;
import io.k8c.kubelb.kit.process.Metrics;
import io.micrometer.core.instrument.Gauge;
import java.util.Arrays;

/** What the CCM counts besides its reconciliations. */
final class CcmMetrics {
  private CcmMetrics() {}

  static void register(
      Metrics metrics, ManagedServices services, ManagedSources sources, TwoClusters caches) {
    metrics.present(
        "kubelb_ccm_managed_services_total",
        "Services that the hub serves now",
        "namespace",
        services::counts);
    Arrays.stream(TenantKind.values())
        .filter(TenantKind::isSource)
        .forEach(
            kind ->
                metrics.present(
                    "kubelb_ccm_managed_" + kind.plural() + "_total",
                    "Objects of kind " + kind.kind() + " that the hub serves now",
                    "namespace",
                    () -> sources.counts(kind)));
    Gauge.builder("kubelb.ccm.nodes", () -> caches.nodes().all().size())
        .description("Nodes of the tenant cluster")
        .register(metrics.registry());
    Gauge.builder("kubelb.ccm.kubelb.cluster.connected", () -> caches.isHubWatched() ? 1 : 0)
        .description("Whether the watches on the hub are connected")
        .register(metrics.registry());
  }
}
