package io.k8c.kubelb.e2e.fast;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;

/** Stands in for a controller of the hub that is not ours: says of objects what it would. */
final class ForeignController {
  static final String NAME = "gateway.envoyproxy.io/gatewayclass-controller";

  private ForeignController() {}

  /** One condition of a route on the guide's shared Gateway. */
  static void answer(Resource<GenericKubernetesResource> route, String type, String status) {
    Map<String, Object> condition =
        Map.of(
            "type",
            type,
            "status",
            status,
            "reason",
            type,
            "message",
            "",
            "observedGeneration",
            1,
            "lastTransitionTime",
            "2026-01-01T00:00:00Z");
    Map<String, String> parent =
        Map.of(
            "group", "gateway.networking.k8s.io",
            "kind", "Gateway",
            "name", "shared-gateway",
            "namespace", "shared");
    say(
        route,
        Map.of(
            "parents",
            List.of(
                Map.of(
                    "parentRef",
                    parent,
                    "controllerName",
                    NAME,
                    "conditions",
                    List.of(condition)))));
  }

  static void say(Resource<GenericKubernetesResource> object, Map<String, Object> status) {
    GenericKubernetesResource _ =
        object.editStatus(
            found -> {
              found.setAdditionalProperty("status", status);
              return found;
            });
  }
}
