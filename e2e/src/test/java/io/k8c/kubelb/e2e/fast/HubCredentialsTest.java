package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.e2e.lab.kube.Authority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A CCM that cannot reach its hub says why, once, and goes on as soon as it can. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HubCredentialsTest {
  private static final String MISSING = "no Secret";

  /** After failing for so long, an object would be tried again 20 seconds later by itself. */
  private static final Duration OUTAGE = Duration.ofSeconds(27);

  private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(15);

  /** What is wrong with the credentials, and the words that tell. */
  record Fault(String name, UnaryOperator<String> change, String told) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Fault> faults() {
    return List.of(
        new Fault("empty", text -> "", "has no entry '' in contexts; copy key kubelb"),
        new Fault("not YAML", text -> "{", "is not YAML; copy key kubelb"),
        new Fault(
            "no credentials",
            text -> text.replaceAll("users: .*", "users: [{name: c, user: {}}]"),
            "holds neither a token nor a certificate"),
        new Fault(
            "a program to run",
            text -> text.replaceAll("users: .*", "users: [{name: c, user: {exec: {command: sh}}}]"),
            "uses exec, which is refused"),
        new Fault(
            "wrong token",
            text -> text.replaceAll("token: [^}]+", "token: wrong"),
            "does not accept the credentials; renew Secret kubelb-cluster"),
        new Fault(
            "wrong authority",
            text -> text.replaceAll("data: [^}]+", "data: " + otherAuthority()),
            "is not known by the certificate authority in Secret kubelb-cluster"),
        new Fault(
            "wrong address",
            text -> text.replaceAll("server: \"[^\"]+", "server: \"https://127.0.0.1:9"),
            "cannot be reached; check kubelb.manager.address"),
        new Fault(
            MISSING,
            text -> text,
            "cannot be read; copy key kubelb of Secret kubelb-ccm-kubeconfig"));
  }

  private static String otherAuthority() {
    return Base64.getEncoder()
        .encodeToString(new Authority("other").certificate().getBytes(StandardCharsets.US_ASCII));
  }

  @TempDir private Path folder;
  private FastTier tier;
  private FastCluster cluster;

  @BeforeAll
  void open() {
    tier = Ground.tier(HubCredentialsTest.class);
    var _ = tier.manager("manager").awaitReady();
    tier.hub().client().resource(FastTenant.tenant(TENANT)).serverSideApply();
    cluster = tier.cluster("tenant");
    FastTenant.node(cluster.client(), "node-1", Stage.NODE);
  }

  @AfterAll
  void close() {
    tier.close();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void wrongCredentialsAreToldOnceAndMended(Fault fault) throws IOException {
    // Given
    Path file = folder.resolve(fault.name());
    String good = tier.hubKubeconfig(TENANT);
    if (!fault.name().equals(MISSING)) {
      Files.writeString(file, fault.change().apply(good));
    }
    try (FastProgram ccm = tier.ccm(TENANT, cluster, file)) {
      // Then
      eventually().untilAsserted(() -> assertThat(ccm.readiness()).contains(fault.told()));
      assertThat(ccm.isReady()).isFalse();

      // When
      Files.writeString(file, good);

      // Then
      eventually().untilAsserted(() -> assertThat(ccm.isReady()).as(ccm.readiness()).isTrue());
      Log log = Log.of(ccm);
      assertThat(log.saying("no connection to hub"))
          .singleElement()
          .satisfies(line -> assertThat(line.get("error")).contains(fault.told()))
          .satisfies(line -> assertThat(line.get("level")).isEqualTo("warn"));
      assertThat(log.saying("connected to hub"))
          .singleElement()
          .satisfies(
              line ->
                  assertThat(line)
                      .containsAllEntriesOf(
                          Map.of("level", "info", "tenant", TENANT, "hub", tier.hub().url())))
          .satisfies(line -> assertThat(line.get("version")).startsWith("v1."));
      assertThat(log.unstructured()).isEmpty();
    }
  }

  @Test
  void aClusterNameThatIsNoTenantIsToldWithTheRemedy() throws IOException {
    Path file = Files.writeString(folder.resolve("other"), tier.hubKubeconfig(TENANT));

    try (FastProgram ccm = tier.ccm("tenant-unknown", cluster, file)) {
      eventually()
          .untilAsserted(
              () ->
                  assertThat(ccm.readiness())
                      .contains("the credentials are not those of tenant tenant-unknown")
                      .contains("correct clusterName or Secret kubelb-cluster"));
    }
  }

  @Test
  void aHubThatGoesAwayIsToldAndServedAgainAsSoonAsItReturns() throws IOException {
    // Given
    int port = Integer.parseInt(tier.hub().url().replaceAll(".*:", ""));
    try (Door door = Door.to(port)) {
      String text = tier.hubKubeconfig(TENANT).replace(":" + port, ":" + door.port());
      Path file = Files.writeString(folder.resolve("door"), text);
      try (FastProgram ccm = tier.ccm(TENANT, cluster, file).awaitReady()) {
        // When
        door.shut();

        // Then
        eventually()
            .untilAsserted(
                () ->
                    assertThat(ccm.metrics()).contains("\nkubelb_ccm_kubelb_cluster_connected 0"));
        cluster.client().resource(FastTenant.service("meanwhile")).create();
        eventually().untilAsserted(() -> assertThat(ccm.readiness()).contains("[fail] hub"));
        eventually().pollDelay(OUTAGE).until(() -> !ccm.isReady());

        // When
        door.lead(port);

        // Then
        eventually()
            .atMost(BEFORE_NEXT_TRY)
            .untilAsserted(
                () ->
                    assertThat(
                            tier.hub()
                                .client()
                                .resources(io.k8c.kubelb.api.LoadBalancer.class)
                                .inNamespace(TENANT)
                                .withLabel("kubelb.k8c.io/origin-name", "meanwhile")
                                .list()
                                .getItems())
                        .hasSize(1));
        eventually().untilAsserted(() -> assertThat(ccm.isReady()).as(ccm.readiness()).isTrue());
        Log log = Log.of(ccm);
        assertThat(log.saying("connection to hub lost")).hasSize(1);
        assertThat(log.saying("reconciliation failed, trying again")).hasSizeLessThan(3);
        assertThat(log.unstructured()).isEmpty();
      }
    }
  }
}
