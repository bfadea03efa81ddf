package io.k8c.kubelb.manager.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParsedSourceTest {

  @Test
  void whatIsNotKnownDoesNotExist() {
    // given
    ParsedSource source = source(511);

    // then
    assertThat(source.missing(service("other")))
        .isEqualTo("Service shop/other does not exist; create it, or correct the name");
    assertThat(source.isCut(service("other"))).isFalse();
  }

  @Test
  void whatThereWasNoRoomForIsNotCalledMissing() {
    // given
    ParsedSource source = source(512);

    // then
    assertThat(source.isCut(service("s-1"))).isFalse();
    assertThat(source.isCut(service("s-513"))).isTrue();
    assertThat(source.missing(service("s-513")))
        .isEqualTo(
            "Service shop/s-513 is not among the first 512 objects that are referred to, which is"
                + " all that the hub takes; split the HTTPRoute");
  }

  private static ObjectName service(String name) {
    return new ObjectName("", "Service", "shop", name);
  }

  private static ParsedSource source(int references) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.put("kind", "HTTPRoute").put("apiVersion", "gateway.networking.k8s.io/v1");
    Route route = new Route();
    route.setMetadata(new ObjectMetaBuilder().withName("u-1").build());
    route.setSpec(
        new Route.Spec(
            List.of(),
            new Route.Source(
                new Route.KubernetesSource(
                    resource,
                    List.of(),
                    new RouteFacts(
                        Map.of(),
                        List.of(),
                        IntStream.rangeClosed(1, references)
                            .mapToObj(i -> reference("s-" + i))
                            .toList())))));
    return ParsedSource.of(route);
  }

  private static RouteFacts.Reference reference(String name) {
    return new RouteFacts.Reference(
        null, "Service", "shop", name, false, true, null, null, null, null, List.of(), List.of());
  }
}
