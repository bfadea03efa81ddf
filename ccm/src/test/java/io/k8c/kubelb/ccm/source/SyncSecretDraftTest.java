package io.k8c.kubelb.ccm.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.k8c.kubelb.api.SyncSecret;
import org.junit.jupiter.api.Test;

class SyncSecretDraftTest {

  @Test
  void onlyThePartsOfACertificateAreCarried() {
    // given
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName("cert")
            .withNamespace("shop")
            .withUid("s-1")
            .addToLabels("mine", "yes")
            .addToAnnotations("mine", "yes")
            .endMetadata()
            .withType("kubernetes.io/tls")
            .addToData("tls.crt", "Y2VydA==")
            .addToData("tls.key", "a2V5")
            .addToData("ca.crt", "Y2E=")
            .addToData("password", "c2VjcmV0")
            .build();

    // when
    SyncSecret synced = SyncSecretDraft.of(secret, "tenant-primary");

    // then
    assertThat(synced.getMetadata().getName()).isEqualTo("s-1");
    assertThat(synced.getMetadata().getNamespace()).isEqualTo("tenant-primary");
    assertThat(synced.getType()).isEqualTo("kubernetes.io/tls");
    assertThat(synced.getData()).containsOnlyKeys("tls.crt", "tls.key", "ca.crt");
    assertThat(synced.getMetadata().getLabels()).doesNotContainKey("mine");
    assertThat(synced.getMetadata().getAnnotations()).isEmpty();
    assertThat(Origin.of(synced)).contains(ObjectKey.secret("shop", "cert"));
  }

  @Test
  void ofAnAuthorityOnlyItsCertificatesAreCarried() {
    // given
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName("authority")
            .withNamespace("shop")
            .withUid("s-2")
            .endMetadata()
            .withType("Opaque")
            .addToData("ca.crt", "Y2E=")
            .addToData("tls.key", "a2V5")
            .build();

    // when
    SyncSecret synced = SyncSecretDraft.of(secret, "tenant-primary");

    // then
    assertThat(SyncSecretDraft.isCarried(secret)).isTrue();
    assertThat(synced.getType()).isEqualTo("Opaque");
    assertThat(synced.getData()).containsOnlyKeys("ca.crt");
  }

  @Test
  void otherSecretsStayWhereTheyAre() {
    assertThat(SyncSecretDraft.isCarried(secret("Opaque", "password"))).isFalse();
    assertThat(SyncSecretDraft.isCarried(secret("kubernetes.io/basic-auth", "ca.crt"))).isFalse();
  }

  private static Secret secret(String type, String key) {
    return new SecretBuilder().withType(type).addToData(key, "eA==").build();
  }

  @Test
  void whatAPersonPutThereIsNotOurs() {
    // given
    SyncSecret synced = new SyncSecret();
    synced.getMetadata().setName("s-1");

    // then
    assertThat(Origin.of(synced)).isEmpty();
  }
}
