package io.k8c.kubelb.ccm;

import static io.k8c.kubelb.ccm.reconcile.ManagedServicesTest.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.ccm.reconcile.ManagedServices;
import io.k8c.kubelb.ccm.reconcile.ManagedServicesTest;
import io.k8c.kubelb.ccm.reconcile.ManagedSources;
import io.k8c.kubelb.kit.process.Metrics;
import io.k8c.kubelb.kit.testing.FakeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The names of the guide, as Prometheus reads them. */
class CcmMetricsTest {
  private final FakeApi api = new FakeApi();
  private final TwoClusters caches = TwoClusters.of(api.client(), api.client(), "tenant-primary");
  private final ManagedServices managed = new ManagedServices();
  private final Metrics metrics = new Metrics();

  @BeforeEach
  void register() {
    CcmMetrics.register(metrics, managed, new ManagedSources(), caches);
  }

  @AfterEach
  void close() {
    caches.close();
    api.close();
  }

  @Test
  void servicesThatAreServedAreAGaugeOfExactlyTheGuidesName() {
    // given
    ManagedServicesTest.add(managed, service("shop", "web"), service("shop", "mail"));

    // then
    assertThat(metrics.page().text())
        .contains(
            """
            # TYPE kubelb_ccm_managed_services_total gauge
            kubelb_ccm_managed_services_total{namespace="shop"} 2
            """);
  }

  @Test
  void theGaugeFallsWhenAServiceGoes() {
    // given
    ManagedServicesTest.add(managed, service("shop", "web"));
    ManagedServicesTest.remove(managed, service("shop", "web"));

    // then
    assertThat(metrics.page().text())
        .contains("kubelb_ccm_managed_services_total{namespace=\"shop\"} 0\n");
  }

  @Test
  void everyOtherNameIsThereFromTheStart() {
    assertThat(metrics.page().text())
        .contains(
            "# TYPE kubelb_ccm_managed_services_total gauge\n",
            "# TYPE kubelb_ccm_managed_ingresses_total gauge\n",
            "# TYPE kubelb_ccm_managed_gateways_total gauge\n",
            "# TYPE kubelb_ccm_managed_listenersets_total gauge\n",
            "# TYPE kubelb_ccm_managed_httproutes_total gauge\n",
            "# TYPE kubelb_ccm_managed_grpcroutes_total gauge\n",
            "# TYPE kubelb_ccm_managed_tlsroutes_total gauge\n",
            "# TYPE kubelb_ccm_managed_tcproutes_total gauge\n",
            "# TYPE kubelb_ccm_managed_udproutes_total gauge\n",
            "# TYPE kubelb_ccm_nodes gauge\n",
            "# TYPE kubelb_ccm_kubelb_cluster_connected gauge\n");
  }
}
