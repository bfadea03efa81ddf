package io.k8c.kubelb.manager.route.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.manager.plan.Layer7Policy.GatewayName;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.manager.route.SharedHostnames;
import io.k8c.kubelb.manager.route.StatusTree;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.GatewaySpec;
import io.k8c.kubelb.manager.route.spec.ListenerSpec;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.ParentRef;
import io.k8c.kubelb.manager.route.spec.Spec;
import io.k8c.kubelb.manager.route.spec.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which Gateways of the hub a route is attached to: what stands for a Gateway of the tenant, else
 * the hub's own of that namespace and name, if another controller serves it.
 */
final class Parents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Finding NOT_ALLOWED =
      new Finding(
          "NotAllowedByListeners",
          "no listener allows routes from this namespace; see allowedRoutes of the parent");

  private final TenantPolicy policy;
  private final Map<String, ParsedSource> owned;
  private final HubObjects hub;
  private final Map<String, String> labels;

  /**
   * @param owned Gateways and ListenerSets of the tenant that others serve, by UID
   * @param labels of the tenant namespace
   */
  Parents(
      TenantPolicy policy,
      Map<String, ParsedSource> owned,
      HubObjects hub,
      Map<String, String> labels) {
    this.policy = policy;
    this.owned = owned;
    this.hub = hub;
    this.labels = Map.copyOf(labels);
  }

  /**
   * All of them.
   *
   * @param naming tells which hostnames are the tenant's on Gateways of the hub
   */
  List<Parent> of(ParsedSource route, Spec.Route spec, Naming naming) {
    List<Parent> parents = new ArrayList<>();
    for (int i = 0; i < spec.parents().size(); i++) {
      ParentRef written = spec.parents().get(i);
      Optional<ParsedSource> own = route.parent(i).map(owned::get);
      if (own.isPresent()) {
        parents.add(ofTenant(route, written, own.get(), naming.written()));
      } else {
        ofHub(route, written, i)
            .map(name -> shared(route, written, name, naming))
            .ifPresent(parents::add);
      }
    }
    if (spec.parents().isEmpty()) {
      policy
          .layer7()
          .defaultGateway()
          .flatMap(name -> byDefault(route, name, naming))
          .ifPresent(parents::add);
    }
    return parents;
  }

  /** Whether none of its parents can be another controller's. */
  boolean isOursAlone(ParsedSource route, Spec.Route spec) {
    for (int i = 0; i < spec.parents().size(); i++) {
      if (route.isOpen(i) || route.parent(i).map(owned::containsKey).orElse(false)) {
        return false;
      }
    }
    return !spec.parents().isEmpty();
  }

  private static Parent ofTenant(
      ParsedSource route, ParentRef written, ParsedSource owner, List<String> hostnames) {
    ObjectNode reference = reference(owner.self().kind(), DelegateName.of(owner));
    written.port().ifPresent(port -> reference.put("port", port));
    List<ListenerSpec> named =
        owner.spec() instanceof Spec.Listeners listeners
            ? listeners.listeners().stream().filter(listener -> isNamed(written, listener)).toList()
            : List.of();
    List<ListenerSpec> allowed =
        named.stream().filter(listener -> allows(owner, listener, route)).toList();
    if (allowed.size() == named.size()) {
      written.section().ifPresent(section -> reference.put("sectionName", section));
      return Parent.of(written.raw(), reference, hostnames);
    }
    if (allowed.isEmpty()) {
      return Parent.refused(written.raw(), NOT_ALLOWED);
    }
    return new Parent(
        written.raw(),
        allowed.stream()
            .map(listener -> reference.deepCopy().put("sectionName", listener.name()))
            .toList(),
        hostnames,
        Optional.empty());
  }

  private static boolean isNamed(ParentRef written, ListenerSpec listener) {
    return written.section().map(listener.name()::equals).orElse(true)
        && written.port().map(port -> port == listener.port()).orElse(true);
  }

  private static boolean allows(ParsedSource owner, ListenerSpec listener, ParsedSource route) {
    return listener
        .allowed()
        .namespaces()
        .contain(owner.self().namespace(), route.self().namespace(), route.namespaceLabels());
  }

  /** References to Gateways of the hub, whoever serves them. */
  List<JsonNode> inHub(ParsedSource route, Spec.Route spec) {
    if (spec.parents().isEmpty()) {
      return policy.layer7().defaultGateway().filter(name -> find(name).isPresent()).stream()
          .<JsonNode>map(Parents::reference)
          .toList();
    }
    List<JsonNode> references = new ArrayList<>();
    for (int i = 0; i < spec.parents().size(); i++) {
      ParentRef written = spec.parents().get(i);
      if (named(route, written, i).filter(name -> find(name).isPresent()).isPresent()) {
        references.add(written.raw());
      }
    }
    return references;
  }

  /** The Gateway of the hub that a parentRef leads to, if another controller serves it. */
  private Optional<GatewayName> ofHub(ParsedSource route, ParentRef written, int index) {
    return named(route, written, index).filter(name -> served(name).isPresent());
  }

  private static Optional<GatewayName> named(ParsedSource route, ParentRef written, int index) {
    Tree tree = Tree.of(written.raw());
    return route.isOpen(index)
            && tree.text("group", ObjectName.GATEWAY_API).equals(ObjectName.GATEWAY_API)
            && tree.text("kind", HubKind.GATEWAY.kind()).equals(HubKind.GATEWAY.kind())
        ? Optional.of(
            new GatewayName(
                tree.text("namespace", route.self().namespace()), tree.text("name", "")))
        : Optional.empty();
  }

  private Parent shared(ParsedSource route, ParentRef written, GatewayName name, Naming naming) {
    ObjectNode reference = reference(name);
    written.section().ifPresent(section -> reference.put("sectionName", section));
    written.port().ifPresent(port -> reference.put("port", port));
    return admitted(route, name, written, reference, naming);
  }

  /** Who has set it has to know that it is not there. */
  private Optional<Parent> byDefault(ParsedSource route, GatewayName name, Naming naming) {
    ObjectNode reference = reference(name);
    if (hub.get(HubKind.GATEWAY, name.namespace(), name.name()).isEmpty()) {
      return Optional.of(
          Parent.refused(
              reference,
              new Finding(
                  "NoMatchingParent",
                  "the hub has no Gateway "
                      + name
                      + ", which is the default one for routes without a parent; name a parent, or"
                      + " ask the hub's administrator to create it")));
    }
    return served(name)
        .map(
            _ ->
                admitted(
                    route,
                    name,
                    new ParentRef(Optional.empty(), Optional.empty(), reference),
                    reference,
                    naming));
  }

  private Parent admitted(
      ParsedSource route,
      GatewayName name,
      ParentRef written,
      ObjectNode reference,
      Naming naming) {
    boolean shared = !name.namespace().equals(policy.namespace());
    Optional<Finding> denied =
        SharedHostnames.refusal(route, shared, policy.layer7().allowedHostnames());
    if (denied.isPresent()) {
      return Parent.refused(written.raw(), denied.get());
    }
    Naming.Share share =
        shared
            ? share(name, written, naming)
            : new Naming.Share(naming.written(), Optional.empty());
    return share
        .refused()
        .map(finding -> Parent.refused(written.raw(), finding))
        .orElseGet(() -> Parent.of(written.raw(), reference, share.kept()));
  }

  /** Who may not attach a route to a Gateway claims no hostname there. */
  private Naming.Share share(GatewayName name, ParentRef written, Naming naming) {
    return served(name)
        .filter(gateway -> takes(gateway, name.namespace(), written))
        .map(gateway -> naming.at(gateway.getMetadata().getUid(), true))
        .orElse(new Naming.Share(List.of(), Optional.of(NOT_ALLOWED)));
  }

  private boolean takes(GenericKubernetesResource gateway, String namespace, ParentRef written) {
    Tree spec = Tree.of(JSON.valueToTree(gateway.getAdditionalProperties().get("spec")));
    return GatewaySpec.of(spec).listeners().stream()
        .filter(listener -> isNamed(written, listener))
        .anyMatch(
            listener ->
                listener.allowed().namespaces().contain(namespace, policy.namespace(), labels));
  }

  private Optional<GenericKubernetesResource> served(GatewayName name) {
    return find(name).filter(gateway -> !hub.isOurs(gateway));
  }

  /** What stands for a tenant's own Gateway is nobody else's parent. */
  private Optional<GenericKubernetesResource> find(GatewayName name) {
    return hub.get(HubKind.GATEWAY, name.namespace(), name.name())
        .filter(
            gateway ->
                gateway.getMetadata().getLabels() == null
                    || !gateway.getMetadata().getLabels().containsKey(Wire.LABEL_DELEGATE));
  }

  private static ObjectNode reference(GatewayName name) {
    return reference(HubKind.GATEWAY.kind(), name.name()).put("namespace", name.namespace());
  }

  private static ObjectNode reference(String kind, String name) {
    return StatusTree.object()
        .put("group", ObjectName.GATEWAY_API)
        .put("kind", kind)
        .put("name", name);
  }
}
