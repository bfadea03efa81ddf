package io.k8c.kubelb.ccm.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private final Retries<Service> retries = new Retries<>();
  private final List<ResourceID> triggered = new ArrayList<>();

  @BeforeEach
  void start() {
    EventSource<Void, Service> source = retries.source();
    source.setEventHandler(event -> triggered.add(event.getRelatedCustomResourceID()));
    source.start();
  }

  @Test
  void whatFailedIsTriedAgainAtOnce() {
    // given
    fails(service("one"));
    succeeds(service("two"));
    fails(service("three"));

    // when
    retries.now();

    // then
    assertThat(triggered)
        .containsExactlyInAnyOrder(new ResourceID("one", "shop"), new ResourceID("three", "shop"));
  }

  @Test
  void whatSucceededSinceIsLeftAlone() {
    // given
    fails(service("one"));
    succeeds(service("one"));

    // when
    retries.now();

    // then
    assertThat(triggered).isEmpty();
  }

  @Test
  void aTryThatHangsWhileTheHubComesBackIsTriggeredToo() {
    // when
    var _ =
        retries.attempt(
            service("one"),
            () -> {
              retries.now();
              return UpdateControl.noUpdate();
            });

    // then
    assertThat(triggered).containsExactly(new ResourceID("one", "shop"));
  }

  private void succeeds(Service service) {
    UpdateControl<Service> done = UpdateControl.noUpdate();
    assertThat(retries.attempt(service, () -> done)).isSameAs(done);
  }

  private void fails(Service service) {
    assertThatThrownBy(
            () ->
                retries.attempt(
                    service,
                    () -> {
                      throw new KubernetesClientException("the hub cannot be reached");
                    }))
        .hasMessage("the hub cannot be reached");
  }

  private static Service service(String name) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("shop")
        .endMetadata()
        .build();
  }
}
