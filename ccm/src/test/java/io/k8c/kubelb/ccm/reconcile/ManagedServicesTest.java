package io.k8c.kubelb.ccm.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Also lends its Services, and what is not public, to the test of the metrics. */
public class ManagedServicesTest {
  private final ManagedServices managed = new ManagedServices();

  public static void add(ManagedServices managed, Service... services) {
    Stream.of(services).forEach(managed::add);
  }

  public static void remove(ManagedServices managed, Service... services) {
    Stream.of(services).forEach(managed::remove);
  }

  public static Service service(String namespace, String name) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .build();
  }

  @Test
  void aServiceCountsOnce() {
    // when
    add(managed, service("shop", "web"), service("shop", "web"), service("mail", "web"));

    // then
    assertThat(managed.counts()).hasToString("{mail=1, shop=1}");
  }

  @Test
  void aNamespaceThatHasNoneAnyMoreIsThereWithZero() {
    // given
    add(managed, service("shop", "web"));

    // when
    remove(managed, service("shop", "web"), service("other", "never seen"));

    // then
    assertThat(managed.counts()).hasToString("{shop=0}");
  }
}
