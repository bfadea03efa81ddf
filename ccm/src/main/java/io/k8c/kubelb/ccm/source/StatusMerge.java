package io.k8c.kubelb.ccm.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The status of a source as the hub sees it, put into the source's own. */
public final class StatusMerge {
  private StatusMerge() {}

  /**
   * The status that the source must have.
   *
   * @return empty where it has it already, and while the hub has nothing to say to what it holds
   */
  public static Optional<JsonNode> of(SourceObject object, Route hub) {
    return said(hub)
        .map(
            status ->
                object.kind().isRoute()
                    ? withParents(object.status(), status.path("parents"))
                    : status)
        .filter(status -> !status.equals(object.status()));
  }

  /** The status of a source that the hub has no part in any more, where it has to change. */
  public static Optional<JsonNode> withoutUs(SourceObject object) {
    if (object.kind().isRoute() && hasOurs(object.status())) {
      return Optional.of(withParents(object.status(), JsonNodeFactory.instance.arrayNode()));
    }
    if (object.kind() == TenantKind.INGRESS && object.status().at("/loadBalancer").size() > 0) {
      ObjectNode status = JsonNodeFactory.instance.objectNode();
      status.putObject("loadBalancer");
      return Optional.of(status);
    }
    return Optional.empty();
  }

  private static boolean hasOurs(JsonNode status) {
    return status.path("parents").valueStream().anyMatch(StatusMerge::isOurs);
  }

  /** What the hub says, where it speaks of what it was given last. */
  private static Optional<JsonNode> said(Route hub) {
    Route.Status status = hub.getStatus();
    return status == null
            || status.resources() == null
            || status.resources().route() == null
            || !Objects.equals(status.observedGeneration(), hub.getMetadata().getGeneration())
        ? Optional.empty()
        : Optional.ofNullable(status.resources().route().status()).filter(JsonNode::isObject);
  }

  /** Entries keep their places, so that controllers do not move each other's back and forth. */
  private static JsonNode withParents(JsonNode before, JsonNode ours) {
    List<JsonNode> left = new ArrayList<>(ours.valueStream().toList());
    ArrayNode parents = JsonNodeFactory.instance.arrayNode();
    for (JsonNode entry : before.path("parents")) {
      if (isOurs(entry)) {
        left.stream()
            .filter(each -> each.path("parentRef").equals(entry.path("parentRef")))
            .findFirst()
            .ifPresent(
                each -> {
                  left.remove(each);
                  parents.add(each);
                });
      } else {
        parents.add(entry);
      }
    }
    parents.addAll(left);
    ObjectNode status =
        before.isObject() ? before.deepCopy() : JsonNodeFactory.instance.objectNode();
    status.set("parents", parents);
    return status;
  }

  private static boolean isOurs(JsonNode entry) {
    return entry.path("controllerName").asText("").equals(Wire.TENANT_CONTROLLER);
  }
}
