package io.k8c.kubelb.manager.route.delegate;

import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.manager.plan.Layer7Policy;
import io.k8c.kubelb.manager.plan.NodeEndpoints;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.GatewayView;
import io.k8c.kubelb.manager.route.HostnameHolder;
import io.k8c.kubelb.manager.route.Layer7;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.manager.route.Policies;
import io.k8c.kubelb.manager.route.RouteMemory;
import io.k8c.kubelb.manager.route.SharedHostnames;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.GatewaySpec;
import io.k8c.kubelb.manager.route.spec.IngressSpec;
import io.k8c.kubelb.manager.route.spec.ListenerSetSpec;
import io.k8c.kubelb.manager.route.spec.Spec;
import io.k8c.kubelb.manager.route.spec.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The layer 7 of a tenant by the classes in force: served by us, by others, or by nobody. */
public final class Delegation {
  private static final String INGRESS_CLASS = "ingressclass/";

  private final GatewayView view;
  private final RouteMemory memory;
  private final TenantPolicy policy;
  private final Layer7Policy layer7;
  private final HubObjects hub;
  private final Sharing sharing;
  private final Set<HostnameHolder> asked = new LinkedHashSet<>();
  private final NodeEndpoints nodes;
  private final HubSecrets secrets;
  private final Policies policies;
  private final Map<String, ParsedSource> owned = new HashMap<>();

  private Delegation(GatewayView view, HubObjects hub, Sharing sharing, RouteMemory memory) {
    this.view = view;
    this.memory = memory;
    this.policy = view.policy();
    this.layer7 = view.policy().layer7();
    this.hub = hub;
    this.sharing = sharing;
    this.nodes = NodeEndpoints.of(policy.endpoints(), view.addresses());
    this.secrets = new HubSecrets(view.secrets());
    this.policies = new Policies(view.sources());
  }

  /** Decides. */
  public static Layer7 of(GatewayView view, HubObjects hub, Sharing sharing) {
    return of(view, hub, sharing, new RouteMemory());
  }

  /**
   * Decides.
   *
   * @param memory of the pass before; it changes how long this takes, not what it leads to
   */
  public static Layer7 of(GatewayView view, HubObjects hub, Sharing sharing, RouteMemory memory) {
    return new Delegation(view, hub, sharing, memory).run();
  }

  private Layer7 run() {
    List<ParsedSource> ours = new ArrayList<>();
    Map<String, Outcome> outcomes = new HashMap<>();
    for (ParsedSource source : view.sources()) {
      Optional<Finding> disabled = disabled(source);
      if (disabled.isPresent()) {
        outcomes.put(source.name(), disabled(source, disabled.get()));
      } else if (foreignClass(source).isPresent()) {
        owned.put(source.name(), source);
      } else {
        ours.add(source);
      }
    }
    Layer7 served = Layer7.of(view.with(ours), memory);
    outcomes.putAll(served.outcomes());
    owned.values().forEach(source -> outcomes.put(source.name(), delegate(source)));
    Parents parents = new Parents(policy, owned, hub, sharing.labels());
    for (ParsedSource source : ours) {
      if (source.spec() instanceof Spec.Route spec && !parents.isOursAlone(source, spec)) {
        Naming naming = naming("route", SharedHostnames.of(source));
        delegate(source, parents.of(source, spec, naming), naming, outcomes);
      }
    }
    return new Layer7(outcomes, served.configs(), served.shared(), asked);
  }

  /** The class of the hub that a Gateway, a ListenerSet or an Ingress is left to. */
  private Optional<String> foreignClass(ParsedSource source) {
    return switch (source.spec()) {
      case Spec.Route _ -> Optional.empty();
      case Spec.Listeners _ -> layer7.gatewayClass();
      case IngressSpec _, Spec.Policy _, Spec.Unknown _ ->
          Refusals.isIngress(source) ? layer7.ingressClass() : Optional.empty();
    };
  }

  private Optional<Finding> disabled(ParsedSource source) {
    if (!layer7.ingressesDisabled() && !layer7.gatewaysDisabled()) {
      return Optional.empty();
    }
    boolean ingress = Refusals.isIngress(source);
    boolean gateways =
        source.spec() instanceof Spec.Listeners || source.spec() instanceof Spec.Route;
    if (ingress ? layer7.ingressesDisabled() : gateways && layer7.gatewaysDisabled()) {
      String setting = ingress ? "ingress" : "gatewayAPI";
      return Optional.of(
          new Finding(
              Reason.DISABLED.word(),
              (ingress ? "Ingress is" : "Gateway API is")
                  + " disabled for this tenant; ask the hub's administrator to set spec."
                  + setting
                  + ".disable to false in the Tenant and in Config default"));
    }
    return Optional.empty();
  }

  private Outcome disabled(ParsedSource source, Finding finding) {
    Parents parents = new Parents(policy, Map.of(), hub, sharing.labels());
    return Refusals.of(
        source,
        finding,
        source.spec() instanceof Spec.Route spec ? parents.inHub(source, spec) : List.of());
  }

  /** That the hub lacks a kind. */
  static Finding notServed(HubKind kind) {
    return new Finding(
        Reason.KIND_NOT_SERVED.word(),
        "the hub has no kind "
            + kind.kind()
            + " of "
            + kind.group()
            + "; ask the hub's administrator to install it");
  }

  private Outcome delegate(ParsedSource source) {
    HubKind kind = HubKind.of(source.self()).orElse(HubKind.GATEWAY);
    Optional<String> version = hub.version(kind);
    if (version.isEmpty()) {
      return Refusals.of(source, notServed(kind));
    }
    Draft draft = new Draft(policy, source);
    ObjectDelegate delegate = new ObjectDelegate(draft, kind, references(draft), hub);
    String className = foreignClass(source).orElse("");
    return switch (source.spec()) {
      case GatewaySpec _ ->
          delegate.of(
              GatewaySpecs.gateway(source.resource().at("spec"), className, policy.annotations()),
              version.get());
      case ListenerSetSpec _ -> listenerSet(source, delegate, version.get());
      default -> ingress(source, delegate, className, version.get());
    };
  }

  /** All Ingresses of a class are served at one place. */
  private Outcome ingress(
      ParsedSource source, ObjectDelegate delegate, String className, String version) {
    Tree written = source.resource().at("spec");
    Optional<Finding> denied = IngressSpecs.refusal(written, layer7.allowedHostnames());
    if (denied.isPresent()) {
      return Refusals.of(source, denied.get());
    }
    Naming naming = naming("Ingress", IngressSpecs.named(written));
    Naming.Share share =
        naming.at(
            INGRESS_CLASS + className,
            !naming.written().isEmpty() && !IngressSpecs.isOpen(written));
    if (share.refused().isPresent()) {
      return Refusals.of(source, share.refused().get());
    }
    return delegate
        .of(IngressSpecs.of(written, className, share.kept()), version)
        .with(naming.notes());
  }

  private Naming naming(String kind, List<String> hostnames) {
    return new Naming(kind, hostnames, policy.namespace(), sharing.owners(), asked);
  }

  private Outcome listenerSet(ParsedSource set, ObjectDelegate delegate, String version) {
    Optional<ParsedSource> gateway = set.parent(0).map(owned::get);
    boolean allowed =
        gateway
            .map(ParsedSource::spec)
            .filter(GatewaySpec.class::isInstance)
            .map(GatewaySpec.class::cast)
            .filter(
                spec ->
                    spec.allowedListeners()
                        .contain(
                            gateway.get().self().namespace(),
                            set.self().namespace(),
                            set.namespaceLabels()))
            .isPresent();
    return allowed
        ? delegate.of(
            GatewaySpecs.listenerSet(set.resource().at("spec"), DelegateName.of(gateway.get())),
            version)
        : Refusals.of(
            set,
            new Finding("NotAllowed", "the Gateway does not allow it; see its allowedListeners"));
  }

  private void delegate(
      ParsedSource source, List<Parent> parents, Naming naming, Map<String, Outcome> outcomes) {
    if (parents.isEmpty()) {
      return;
    }
    Optional<HubKind> kind = HubKind.of(source.self());
    if (kind.isPresent()) {
      Draft draft = new Draft(policy, source);
      RouteDelegate delegate =
          new RouteDelegate(draft, kind.get(), parents, naming, references(draft), hub);
      outcomes.computeIfPresent(
          source.name(), (_, own) -> delegate.beside(own).with(naming.notes()));
    }
  }

  private References references(Draft draft) {
    return new References(draft, nodes, secrets, hub, policies);
  }
}
