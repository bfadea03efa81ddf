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
import java.util.stream.Stream;

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
        .map(status -> merged(object, status))
        .filter(status -> !status.equals(object.status()));
  }

  private static JsonNode merged(SourceObject object, JsonNode status) {
    if (object.kind().isRoute()) {
      return Entries.PARENTS.of(object.status(), status);
    }
    return object.kind().isPolicy() ? Entries.ANCESTORS.of(object.status(), status) : status;
  }

  /**
   * The status of a source that the hub has no part in any more, where it has to change.
   *
   * @param hub what it was in the hub, where it still is
   */
  public static Optional<JsonNode> withoutUs(SourceObject object, Optional<Route> hub) {
    if (Stream.of(Entries.values()).anyMatch(entries -> entries.haveOurs(object.status()))) {
      return Optional.of(merged(object, JsonNodeFactory.instance.objectNode()));
    }
    if (object.kind() == TenantKind.INGRESS && object.status().at("/loadBalancer").size() > 0) {
      ObjectNode status = JsonNodeFactory.instance.objectNode();
      status.putObject("loadBalancer");
      return Optional.of(status);
    }
    return object.kind().isParent()
        ? Farewell.of(object.status(), hub.flatMap(StatusMerge::status))
        : Optional.empty();
  }

  /** What the hub says, where it speaks of what it was given last. */
  private static Optional<JsonNode> said(Route hub) {
    return Optional.ofNullable(hub.getStatus())
        .filter(
            status ->
                Objects.equals(status.observedGeneration(), hub.getMetadata().getGeneration()))
        .flatMap(_ -> status(hub));
  }

  private static Optional<JsonNode> status(Route hub) {
    return Optional.ofNullable(hub.getStatus())
        .map(Route.Status::resources)
        .map(Route.Resources::route)
        .map(Route.ResourceState::status)
        .filter(JsonNode::isObject);
  }

  /** A list in a status to which every controller adds its own. */
  private enum Entries {
    PARENTS("parents", "parentRef"),
    ANCESTORS("ancestors", "ancestorRef");

    private final String list;
    private final String reference;

    Entries(String list, String reference) {
      this.list = list;
      this.reference = reference;
    }

    boolean haveOurs(JsonNode status) {
      return status.path(list).valueStream().anyMatch(Entries::isOurs);
    }

    /** Entries keep their places, so that controllers do not move each other's back and forth. */
    JsonNode of(JsonNode before, JsonNode ours) {
      List<JsonNode> left = new ArrayList<>(ours.path(list).valueStream().toList());
      ArrayNode entries = JsonNodeFactory.instance.arrayNode();
      for (JsonNode entry : before.path(list)) {
        if (isOurs(entry)) {
          left.stream()
              .filter(each -> each.path(reference).equals(entry.path(reference)))
              .findFirst()
              .ifPresent(
                  each -> {
                    left.remove(each);
                    entries.add(each);
                  });
        } else {
          entries.add(entry);
        }
      }
      entries.addAll(left);
      ObjectNode status =
          before.isObject() ? before.deepCopy() : JsonNodeFactory.instance.objectNode();
      status.set(list, entries);
      return status;
    }

    private static boolean isOurs(JsonNode entry) {
      return entry.path("controllerName").asText("").equals(Wire.TENANT_CONTROLLER);
    }
  }
}
