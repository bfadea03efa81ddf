package io.k8c.kubelb.ccm.source;

import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.EndpointGroup;
import io.k8c.kubelb.api.EndpointPort;
import io.k8c.kubelb.api.ObjectReference;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.ccm.source.SourcePlan.Target;
import io.k8c.kubelb.kit.BoundedText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What goes to the hub of a source: the object and the facts about it. */
public final class RouteDraft {
  private static final int LABELS = 64;
  private static final int PARENTS = 32;
  private static final int PORTS = 100;
  private static final int PEM_LENGTH = 65_536;
  private static final int PROBLEM = 1024;

  private RouteDraft() {}

  /**
   * The hub's object for a source.
   *
   * @param hubNamespace of the tenant
   * @param offers how the nodes offer the Services of the plan
   */
  public static Route of(
      SourceObject object,
      SourcePlan plan,
      Surroundings around,
      Map<ObjectKey, Offer> offers,
      String hubNamespace) {
    List<RouteFacts.Reference> references =
        plan.targets().stream().map(target -> reference(target, around, offers)).toList();
    RouteFacts facts =
        new RouteFacts(
            labels(around.namespaceLabels(object.namespace())),
            plan.parents().stream().limit(PARENTS).toList(),
            references);
    Route route = new Route();
    route.setMetadata(
        Origin.metadata(
                object.uid(),
                hubNamespace,
                object.kind().kindAndGroup(),
                object.namespace(),
                object.name())
            .build());
    route.setSpec(
        new Route.Spec(
            endpoints(references),
            new Route.Source(new Route.KubernetesSource(object.shipped(), List.of(), facts))));
    return route;
  }

  private static Map<String, String> labels(Map<String, String> labels) {
    Map<String, String> sorted = new TreeMap<>(labels);
    while (sorted.size() > LABELS) {
      sorted.remove(((TreeMap<String, String>) sorted).lastKey());
    }
    return sorted;
  }

  private static RouteFacts.Reference reference(
      Target target, Surroundings around, Map<ObjectKey, Offer> offers) {
    ObjectKey key = target.key();
    if (target.isUsable() && key.isService()) {
      return service(target, around, offers);
    }
    if (target.isUsable() && key.isSecret()) {
      String uid = around.secret(key).map(SourcePlan::uid).orElse(null);
      return build(target, new Found(uid, uid, null, null, List.of(), List.of()));
    }
    if (target.isUsable() && key.isConfigMap()) {
      return around
          .authorities(key)
          .map(found -> build(target, authorities(found)))
          .orElseGet(() -> build(target, Found.NOTHING));
    }
    return build(target, Found.NOTHING);
  }

  private static RouteFacts.Reference service(
      Target target, Surroundings around, Map<ObjectKey, Offer> offers) {
    ObjectKey key = target.key();
    Offer offer = offers.getOrDefault(key, Offer.of(List.of()));
    return build(
        target,
        new Found(
            around.service(key).map(SourcePlan::uid).orElse(null),
            null,
            null,
            offer.problem().map(problem -> BoundedText.of(problem, PROBLEM)).orElse(null),
            offer.ports().stream().limit(PORTS).toList(),
            offer.addresses().stream().limit(RouteFacts.ADDRESSES).toList()));
  }

  private static Found authorities(Surroundings.Authorities found) {
    if (found.pem().isEmpty()) {
      return Found.unusable(found, "it has no key ca.crt");
    }
    if (found.pem().length() > PEM_LENGTH) {
      return Found.unusable(found, "its ca.crt is longer than " + PEM_LENGTH + " characters");
    }
    return new Found(found.uid(), null, found.pem(), null, List.of(), List.of());
  }

  private static RouteFacts.Reference build(Target target, Found found) {
    ObjectKey key = target.key();
    return new RouteFacts.Reference(
        key.group().isEmpty() ? null : key.group(),
        key.kind(),
        key.namespace(),
        key.name(),
        target.found(),
        target.granted(),
        found.uid(),
        found.syncSecret(),
        found.authorities(),
        found.problem(),
        found.ports(),
        found.addresses());
  }

  /** The node ports once more, where the Go system has them. */
  private static List<EndpointGroup> endpoints(List<RouteFacts.Reference> references) {
    List<EndpointPort> ports =
        references.stream()
            .flatMap(reference -> reference.ports().stream())
            .filter(port -> port.nodePort() > 0)
            .map(
                port ->
                    new EndpointPort(
                        null,
                        port.nodePort(),
                        Objects.requireNonNullElse(port.protocol(), Protocol.TCP)))
            .distinct()
            .limit(PORTS)
            .toList();
    return ports.isEmpty()
        ? List.of()
        : List.of(
            new EndpointGroup(null, List.of(), ObjectReference.named(Addresses.DEFAULT), ports));
  }

  private record Found(
      @org.jspecify.annotations.Nullable String uid,
      @org.jspecify.annotations.Nullable String syncSecret,
      @org.jspecify.annotations.Nullable String authorities,
      @org.jspecify.annotations.Nullable String problem,
      List<RouteFacts.Port> ports,
      List<EndpointAddress> addresses) {
    private static final Found NOTHING = new Found(null, null, null, null, List.of(), List.of());

    static Found unusable(Surroundings.Authorities found, String problem) {
      return new Found(found.uid(), null, null, problem, List.of(), List.of());
    }
  }
}
