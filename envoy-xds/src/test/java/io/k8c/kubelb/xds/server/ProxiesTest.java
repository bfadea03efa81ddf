package io.k8c.kubelb.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.testing.Examples;
import io.k8c.kubelb.xds.translate.Translator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final ProxyId A = new ProxyId("tenant-a");
  private static final ProxyId B = new ProxyId("tenant-b");

  private final Translator translator = new Translator();
  private final Proxies proxies = new Proxies(translator, (_, _, _) -> {});

  @ParameterizedTest
  @ValueSource(ints = {10, 1000})
  void anEditCostsTheSameHoweverMuchThereIs(int sources) {
    // given
    for (int i = 0; i < sources; i++) {
      proxies.publish(A, "s" + i, Examples.tcp("s" + i, 10000 + i, "10.0.0.1"));
    }
    long translated = translator.translated();
    long hashed = translator.hashed();
    long changes = proxies.changes();

    // when
    int changed = proxies.publish(A, "s7", Examples.tcp("s7", 9000, "10.0.0.1", "10.0.0.2"));

    // then
    assertThat(changed).isEqualTo(2);
    assertThat(proxies.changes() - changes).isEqualTo(2);
    assertThat(translator.translated() - translated).isEqualTo(1);
    assertThat(translator.hashed() - hashed).isLessThanOrEqualTo(4);
  }

  @Test
  void publishingTheSameAgainChangesNothing() {
    // given
    proxies.publish(A, "web", Examples.tcp("web", 10001, "10.0.0.1"));

    // when
    int changed = proxies.publish(A, "web", Examples.tcp("web", 10001, "10.0.0.1"));

    // then
    assertThat(changed).isZero();
  }

  @Test
  void whatASourceNoLongerAsksForGoes() {
    // given
    proxies.publish(
        A,
        "web",
        Examples.config(
            Examples.listener("http", 10001, "http"), Examples.listener("https", 10002, "https")));

    // when
    int changed =
        proxies.publish(A, "web", Examples.config(Examples.listener("http", 10001, "http")));

    // then
    assertThat(changed).isEqualTo(3);
    assertThat(proxies.versions(A))
        .containsOnlyKeys("CLUSTER/http", "ENDPOINT/http", "LISTENER/http");
  }

  @Test
  void whatMovesToAnotherSourceSurvivesTheFirst() {
    // given
    proxies.publish(A, "old", Examples.tcp("web", 10001, "10.0.0.1"));
    proxies.publish(A, "new", Examples.tcp("web", 10001, "10.0.0.1"));

    // when
    proxies.withdraw(A, "old");

    // then
    assertThat(proxies.versions(A)).containsOnlyKeys("CLUSTER/web", "ENDPOINT/web", "LISTENER/web");
  }

  @Test
  void proxiesDoNotSeeEachOther() {
    // given
    proxies.publish(A, "web", Examples.tcp("web", 10001, "10.0.0.1"));

    // when
    proxies.publish(B, "web", Examples.tcp("web", 10002, "10.0.0.2"));
    proxies.withdraw(B, "web");

    // then
    assertThat(proxies.versions(A)).hasSize(3);
    assertThat(proxies.ids()).containsExactly(A);
  }

  @Test
  void nothingIsLeftOfProxiesThatAreGone() {
    // given
    for (int i = 0; i < 100; i++) {
      proxies.publish(new ProxyId("t" + i), "web", Examples.tcp("web", 10001, "10.0.0.1"));
    }

    // when
    proxies.ids().forEach(id -> proxies.withdraw(id, "web"));

    // then
    assertThat(proxies.ids()).isEmpty();
    assertThat(proxies.progress(new ProxyId("t1"), "web")).isEqualTo(Progress.NONE);
    assertThat(proxies.versions(A)).isEmpty();
    assertThat(proxies.ids()).isEmpty();
  }
}
