package io.k8c.kubelb.ccm.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.kit.Note;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the hub warns of is told once. */
class WarningsTest {
  private static final ObjectKey KEY =
      new ObjectKey("networking.k8s.io", "Ingress", "default", "shop");

  private final Warnings warnings = new Warnings();

  @Test
  void aWarningIsToldWhenItComesAndAgainOnlyAfterItWent() {
    assertThat(warnings.news(KEY, warning(1, "one"))).extracting(Note::message).contains("one");
    assertThat(warnings.news(KEY, warning(1, "one"))).isEmpty();
    assertThat(warnings.news(KEY, warning(1, "one", "two")))
        .extracting(Note::message)
        .containsExactly("two");
    assertThat(warnings.news(KEY, warning(1))).isEmpty();
    assertThat(warnings.news(KEY, warning(1, "one"))).hasSize(1);
  }

  @Test
  void whatTheHubSaidOfAnEarlierVersionIsNotTold() {
    assertThat(warnings.news(KEY, warning(0, "one"))).isEmpty();
  }

  /** A Route of generation 1 whose status speaks of another one. */
  private static Route warning(long observed, String... messages) {
    Route route = new Route();
    route.setMetadata(new ObjectMetaBuilder().withName("uid").withGeneration(1L).build());
    route.setStatus(
        new Route.Status(
            observed,
            null,
            null,
            List.of(),
            null,
            Stream.of(messages).map(text -> new Route.Note("InvalidValue", text)).toList()));
    return route;
  }
}
