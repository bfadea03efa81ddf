package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.e2e.lab.kube.Authority;
import io.k8c.kubelb.e2e.lab.kube.Credential;
import io.k8c.kubelb.kit.testing.Covers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Secrets that a tenant wants in the hub whoever uses them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretSyncTest {
  private static final String TENANT = "tenant-two";
  private static final Credential MADE =
      new Authority("shop").issue("CN=a.example.com", List.of("a.example.com"));

  private Stage stage;
  private FastCluster cluster;

  @BeforeAll
  void open() {
    stage = Stage.open(SecretSyncTest.class);
    stage.hub().resource(FastTenant.tenant(TENANT)).serverSideApply();
    cluster = stage.tier().cluster("tenant-2");
    stage.tier().ccm(TENANT, TENANT, cluster, "--enable-secret-synchronizer").awaitReady();
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  @Order(1)
  @Covers({
    "SyncSecret.status.conditions",
    "SyncSecret.status.observedGeneration",
    "SyncSecret.status.phase"
  })
  void theHubSaysOfEachSecretWhetherItCanBeUsed() {
    apply(
        "good", "kubernetes.io/tls", Map.of("tls.crt", MADE.certificate(), "tls.key", MADE.key()));
    apply("bad", "kubernetes.io/tls", Map.of("tls.crt", "hunter2", "tls.key", "hunter3"));
    apply("authority", "Opaque", Map.of("ca.crt", MADE.certificate(), "password", "hunter4"));
    apply("other", "Opaque", Map.of("password", "hunter5"));

    eventually()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(said("good").getReason()).isEqualTo("Synced");
              assertThat(said("authority").getReason()).isEqualTo("Synced");
              assertThat(said("bad").getReason()).isEqualTo("InvalidValue");
            });
    assertThat(carried("bad").getStatus().phase()).isEqualTo(SyncSecret.Phase.FAILED);
    assertThat(said("bad").getMessage()).contains("tls.crt").doesNotContain("hunter");
    assertThat(carried("authority").getData()).containsOnlyKeys("ca.crt");
    assertThat(all()).hasSize(3);
  }

  @Test
  @Order(2)
  void aSecretThatIsMendedIsSynced() {
    apply("bad", "kubernetes.io/tls", Map.of("tls.crt", MADE.certificate(), "tls.key", MADE.key()));

    eventually()
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              SyncSecret mended = carried("bad");
              assertThat(mended.getStatus().phase()).isEqualTo(SyncSecret.Phase.SYNCED);
              assertThat(mended.getStatus().observedGeneration())
                  .isEqualTo(mended.getMetadata().getGeneration());
            });
  }

  @Test
  @Order(3)
  void whoLosesTheLabelLeavesTheHub() {
    Secret _ =
        cluster
            .client()
            .secrets()
            .inNamespace("default")
            .withName("bad")
            .edit(
                secret ->
                    new SecretBuilder(secret)
                        .editMetadata()
                        .removeFromLabels("kubelb.k8c.io/managed-by")
                        .endMetadata()
                        .build());

    eventually().until(() -> all().size() == 2);
  }

  @Test
  @Order(4)
  void withoutTheOptionLabelsMeanNothing() {
    Secret _ =
        stage
            .tenant()
            .resource(secret("good", "kubernetes.io/tls", Map.of("tls.crt", "x", "tls.key", "x")))
            .create();
    stage.create("later");
    eventually().until(() -> stage.loadBalancer("later").isPresent());

    assertThat(stage.hub().resources(SyncSecret.class).inNamespace(Stage.TENANT).list().getItems())
        .isEmpty();
  }

  private void apply(String name, String type, Map<String, String> data) {
    Secret _ =
        cluster.client().resource(secret(name, type, data)).forceConflicts().serverSideApply();
  }

  private static Secret secret(String name, String type, Map<String, String> data) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .addToLabels("kubelb.k8c.io/managed-by", "kubelb")
        .endMetadata()
        .withType(type)
        .withStringData(data)
        .build();
  }

  private List<SyncSecret> all() {
    return stage.hub().resources(SyncSecret.class).inNamespace(TENANT).list().getItems();
  }

  private SyncSecret carried(String name) {
    return all().stream()
        .filter(
            secret ->
                name.equals(secret.getMetadata().getLabels().get("kubelb.k8c.io/origin-name")))
        .findFirst()
        .orElseThrow();
  }

  private Condition said(String name) {
    return carried(name).getStatus().conditions().getFirst();
  }
}
