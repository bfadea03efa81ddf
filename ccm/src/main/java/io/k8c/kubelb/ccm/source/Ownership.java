package io.k8c.kubelb.ccm.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.api.RouteFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a source is for the hub, and which of its parents are.
 *
 * @param parents what each parentRef leads to
 */
record Ownership(boolean ours, List<RouteFacts.Parent> parents) {
  Ownership {
    parents = List.copyOf(parents);
  }

  static Ownership of(SourceObject object, Surroundings around) {
    if (object.kind() == TenantKind.GATEWAY) {
      return of(object, around.gatewayClass(gatewayClass(object)), around);
    }
    if (object.kind() == TenantKind.INGRESS) {
      return of(object, around.ingressClass(IngressSource.className(object)), around);
    }
    if (object.kind().isPolicy()) {
      return new Ownership(isForService(object), List.of());
    }
    List<Parent> parents =
        references(object).map(reference -> parent(reference, object.namespace(), around)).toList();
    boolean ours =
        parents.stream()
            .anyMatch(parent -> parent.isOurs() || (parent.open() && object.kind().isRoute()));
    return new Ownership(
        // The hub may have a Gateway for routes that name none.
        ours || (parents.isEmpty() && object.kind().isRoute()),
        parents.stream().map(Parent::fact).toList());
  }

  /** A class that is lost by accident must not take everything with it that was served. */
  private static Ownership of(SourceObject object, ClassOwner owner, Surroundings around) {
    return new Ownership(
        owner == ClassOwner.US || (owner == ClassOwner.NOBODY && around.isCarried(object.uid())),
        List.of());
  }

  /** Whether a Gateway of ours leads to the Service is for the hub to say. */
  private static boolean isForService(SourceObject policy) {
    return policy
        .spec()
        .path("targetRefs")
        .valueStream()
        .anyMatch(
            target ->
                target.path("group").asText("").isEmpty()
                    && target.path("kind").asText("").equals("Service"));
  }

  private static String gatewayClass(SourceObject gateway) {
    return gateway.spec().path("gatewayClassName").asText("");
  }

  private static Stream<JsonNode> references(SourceObject object) {
    return object.kind().isRoute()
        ? object.spec().path("parentRefs").valueStream()
        : Stream.of(object.spec().path("parentRef"));
  }

  private static Parent parent(JsonNode reference, String namespace, Surroundings around) {
    ObjectKey key =
        new ObjectKey(
            reference.path("group").asText(TenantKind.GATEWAY_API),
            reference.path("kind").asText(TenantKind.GATEWAY.kind()),
            reference.path("namespace").asText(namespace),
            reference.path("name").asText(""));
    Optional<TenantKind> kind = TenantKind.of(key).filter(TenantKind::isParent);
    if (kind.isEmpty()) {
      return Parent.FOREIGN;
    }
    Optional<SourceObject> found = around.parent(key);
    if (found.isEmpty()) {
      // A Gateway that this cluster does not have may be one that the hub shares.
      return kind.get() == TenantKind.GATEWAY ? Parent.OPEN : Parent.FOREIGN;
    }
    return of(found.get(), around).ours()
        ? new Parent(new RouteFacts.Parent(found.get().uid(), true), false)
        : Parent.LOCAL;
  }

  /**
   * What a parentRef leads to.
   *
   * @param open whether it may lead to the hub
   */
  private record Parent(RouteFacts.Parent fact, boolean open) {
    private static final Parent LOCAL = new Parent(new RouteFacts.Parent(null, true), false);
    private static final Parent FOREIGN = new Parent(new RouteFacts.Parent(null, false), false);
    private static final Parent OPEN = new Parent(new RouteFacts.Parent(null, false), true);

    boolean isOurs() {
      return fact.uid() != null;
    }
  }
}
