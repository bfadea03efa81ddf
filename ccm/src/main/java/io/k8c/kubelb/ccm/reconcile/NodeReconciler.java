package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.ccm.source.NodeAddressType;
import io.k8c.kubelb.ccm.source.NodeAddresses;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.kit.watch.CachedEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the addresses of the nodes in the hub. The set that was known last is never emptied. */
public final class NodeReconciler implements Reconciler<Node> {
  private static final Logger log = LoggerFactory.getLogger(NodeReconciler.class);

  private final Cached<Node> nodes;
  private final Cached<Addresses> addresses;
  private final String hubNamespace;
  private final NodeAddressType type;
  private final Duration hold;
  private final Retries<Node> retries = new Retries<>();
  private final Sides sides;
  private boolean warned;

  /**
   * @param hold how long a node that is not ready stays
   */
  public NodeReconciler(
      Cached<Node> nodes,
      Cached<Addresses> addresses,
      String hubNamespace,
      NodeAddressType type,
      Duration hold,
      Sides sides) {
    this.nodes = nodes;
    this.addresses = addresses;
    this.hubNamespace = hubNamespace;
    this.type = type;
    this.hold = hold;
    this.sides = sides;
  }

  @Override
  public List<EventSource<?, Node>> prepareEventSources(EventSourceContext<Node> context) {
    return List.of(
        retries.source(),
        new CachedEventSource<>(addresses, _ -> anyNode()),
        // Decisions are made on this cache, which may be behind the controller's own.
        new CachedEventSource<>(nodes, node -> Set.of(ResourceID.fromResource(node))));
  }

  /** Tries again at once what failed; for when the hub is back. */
  public void retryNow() {
    retries.now();
  }

  private Set<ResourceID> anyNode() {
    return nodes.all().stream().limit(1).map(ResourceID::fromResource).collect(Collectors.toSet());
  }

  @Override
  public UpdateControl<Node> reconcile(Node node, Context<Node> context) {
    return retries.attempt(node, this::tell);
  }

  private synchronized UpdateControl<Node> tell() {
    NodeAddresses wanted = NodeAddresses.of(nodes.all(), type, hold, sides.clock().instant());
    warn(wanted);
    if (!wanted.addresses().isEmpty()) {
      Addresses object = new Addresses();
      object.setMetadata(
          new ObjectMetaBuilder().withName(Addresses.DEFAULT).withNamespace(hubNamespace).build());
      object.setSpec(new Addresses.Spec(wanted.addresses()));
      Addresses _ =
          sides.toHub().apply(object, addresses.get(hubNamespace, Addresses.DEFAULT).orElse(null));
    }
    UpdateControl<Node> done = UpdateControl.noUpdate();
    wanted.recheck().ifPresent(left -> done.rescheduleAfter(left.plusMillis(100)));
    return done;
  }

  private void warn(NodeAddresses wanted) {
    boolean odd = wanted.addresses().isEmpty() || wanted.fallback();
    if (odd && !warned) {
      log.atWarn()
          .addKeyValue("type", type)
          .log(
              wanted.addresses().isEmpty()
                  ? "no node can take traffic, the hub keeps those it knows; look at the nodes, or"
                      + " choose another node-address-type"
                  : "no node has an address of this type, using InternalIP; set node-address-type"
                      + " to InternalIP");
    }
    warned = odd;
  }
}
