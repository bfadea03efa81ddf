package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.kit.testing.Committed;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What an operator sees of both programs, and what they do when there is nothing to do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ObservabilityTest {
  /** How long nothing may happen; longer by {@code -Dkubelb.steady.seconds=600}. */
  private static final Duration STEADY =
      Duration.ofSeconds(Integer.getInteger("kubelb.steady.seconds", 30));

  private static final List<String> OF_LIBRARIES =
      List.of("deprecat", "VersionUsageUtils", "\tat ");

  private Stage stage;

  @BeforeAll
  void open() {
    stage = Stage.open(ObservabilityTest.class);
    stage.create("web");
    stage.envoy("envoy");
    stage.awaitServed("web");
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  @Order(1)
  void oneMoreServicePushesAtMostFourResources() {
    Scrape before = quiet();

    stage.create("one-more");
    stage.awaitServed("one-more");

    Map<String, Double> pushed = quiet().grownSince(before, "kubelb_manager_xds_pushed_total");
    assertThat(pushed.values().stream().mapToDouble(Double::doubleValue).sum())
        .as("resources pushed: %s", pushed)
        .isPositive()
        .isLessThanOrEqualTo(4);
    assertThat(quiet().grownSince(before, "kubelb_manager_xds_translated_total").values())
        .allMatch(translated -> translated <= 2);
  }

  @Test
  @Order(2)
  void oneMoreNodePushesEndpointsOnly() {
    Scrape before = quiet();

    FastTenant.node(stage.tenant(), "node-2", NodeAddresses.of(2));

    eventually()
        .until(() -> manager().grownSince(before, "kubelb_manager_xds_pushed_total").size() > 0);
    assertThat(quiet().grownSince(before, "kubelb_manager_xds_pushed_total"))
        .isEqualTo(Map.of("{type=\"endpoint\"}", 2.0));
  }

  @Test
  @Order(3)
  void theMetricsOfTheGuideHaveTheirNamesAndFallWhenAServiceGoes() {
    Supplier<Double> managed =
        () -> ccm().value("kubelb_ccm_managed_services_total{namespace=\"default\"}");
    eventually().until(() -> managed.get() == 2);
    assertThat(ccm().families())
        .containsKeys(
            "kubelb_ccm_managed_services_total",
            "kubelb_ccm_managed_ingresses_total",
            "kubelb_ccm_service_reconcile_duration_seconds");
    assertThat(ccm().series().keySet())
        .anyMatch(
            series ->
                series.startsWith("kubelb_ccm_service_reconcile_duration_seconds_count")
                    && series.contains("namespace=\"default\""));

    stage.delete("one-more");

    eventually().until(() -> managed.get() == 1);
    eventually().until(() -> stage.hubService("one-more").isEmpty());
  }

  @Test
  @Order(4)
  void nothingIsWrittenAndNothingSaidWhenNothingHappens() throws Exception {
    quiet();
    List<FastCluster> clusters = List.of(stage.tier().hub(), stage.cluster());
    List<Long> before = clusters.stream().map(cluster -> writes(cluster).count()).toList();
    Log manager = Log.of(stage.manager());
    Log ccm = Log.of(stage.ccm());

    Thread.sleep(STEADY);

    for (int i = 0; i < clusters.size(); i++) {
      assertThat(writes(clusters.get(i)).skip(before.get(i))).as("writes in %s", STEADY).isEmpty();
    }
    assertThat(Log.of(stage.manager()).since(manager).lines()).as("manager").isEmpty();
    assertThat(Log.of(stage.ccm()).since(ccm).lines()).as("ccm").isEmpty();
  }

  @Test
  @Order(5)
  void theReferenceOfMetricsIsUpToDate() {
    anIngressComesAndGoes();

    Committed.check("docs/metrics.md", MetricsPage.of(manager(), ccm()));
  }

  private void anIngressComesAndGoes() {
    var objects =
        stage
            .tenant()
            .load(Objects.requireNonNull(getClass().getResourceAsStream("/ingress/shop.yaml")));
    objects.serverSideApply();
    eventually()
        .until(
            () ->
                manager()
                    .families()
                    .containsKey("kubelb_manager_route_reconcile_duration_seconds"));
    objects.delete();
    eventually()
        .until(
            () ->
                manager()
                    .families()
                    .containsKey("kubelb_manager_goneroute_reconcile_duration_seconds"));
  }

  @Test
  @Order(6)
  void everyLineSaysWhichTenantAndServiceItIsAbout() {
    stage.ccm().close();
    stage.manager().close();

    for (FastProgram program : List.of(stage.manager(), stage.ccm())) {
      Log log = Log.of(program);
      assertThat(log.unstructured()).as(program.process().name()).isEmpty();
      assertThat(log.lines())
          .as("%s: lines that alarm for nothing", program.process().name())
          .noneMatch(line -> line.contains("level=error"))
          .noneMatch(line -> OF_LIBRARIES.stream().anyMatch(line::contains))
          .noneMatch(line -> line.contains("watch stopped"));
    }
    assertThat(Log.of(stage.ccm()).without("tenant")).isEmpty();
    assertThat(Log.of(stage.ccm()).pairs())
        .filteredOn(
            line -> line.containsKey("service") || "LoadBalancer".equals(line.get("hub-kind")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).containsKeys("service", "namespace", "tenant"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .containsAllEntriesOf(
                        Map.of("service", "web", "namespace", "default", "tenant", TENANT)));
    assertThat(Log.of(stage.manager()).pairs())
        .filteredOn(line -> line.containsKey("name") || line.containsKey("proxy"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).containsEntry("tenant", TENANT));
  }

  private Scrape manager() {
    return Scrape.of(stage.manager());
  }

  private Scrape ccm() {
    return Scrape.of(stage.ccm());
  }

  /** What the manager counts once nothing has been written or pushed for some seconds. */
  private Scrape quiet() {
    return Quiet.until(
        () -> {
          Scrape scrape = manager();
          return new Seen(
              scrape.sum("kubelb_manager_xds_pushed_total"),
              writes(stage.tier().hub()).count() + writes(stage.cluster()).count());
        },
        this::manager);
  }

  private record Seen(double pushed, long written) {}

  /** Every write but those of leases and of what the API server keeps for itself. */
  private static Stream<String> writes(FastCluster cluster) {
    try {
      return Files.readAllLines(cluster.auditLog()).stream()
          .filter(line -> !line.contains("\"resource\":\"leases\""))
          .filter(line -> !line.contains("\"username\":\"system:apiserver\""));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
