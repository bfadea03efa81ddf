package io.k8c.kubelb.manager.route;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.plan.NodeEndpoints;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ListenerSetSpec;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import io.k8c.kubelb.manager.route.spec.Spec;
import io.k8c.kubelb.xds.model.Certificate;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.Upstream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One walk over all that is known: Gateways first, then routes, then what both lead to. */
final class Pass {
  private final GatewayView view;
  private final RouteMemory memory;
  private final Certificates certificates;
  private final Assemblies assemblies;
  private final Policies policies;
  private final Optional<Backends> own;
  private final Function<ParsedSource, Backends> backends;
  private final UnaryOperator<List<Attachment>> settling;
  private final Map<String, List<Attachment>> byRoute = new HashMap<>();
  private final Map<ObjectName, Set<ObjectName>> byService = new HashMap<>();
  private final Map<String, Attached> byGateway = new HashMap<>();
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private final Map<String, ProxyConfig> configs = new LinkedHashMap<>();

  Pass(GatewayView view, RouteMemory memory) {
    this(view, memory, new Policies(view.sources()));
  }

  private Pass(GatewayView view, RouteMemory memory, Policies policies) {
    this(
        view,
        memory,
        policies,
        new Backends.Inputs(
            "",
            NodeEndpoints.of(view.policy().endpoints(), view.addresses()),
            view.checkInterval(),
            view.policy().http().responseKilobytes(),
            policies.all()));
  }

  private Pass(GatewayView view, RouteMemory memory, Policies policies, Backends.Inputs inputs) {
    this(view, memory, policies, new Backends(inputs, policies), Set.of(inputs));
  }

  private Pass(
      GatewayView view,
      RouteMemory memory,
      Policies policies,
      Backends own,
      Set<Backends.Inputs> inputs) {
    this(view, memory, policies, Optional.of(own), source -> own, inputs, KindConflicts::settle);
  }

  /**
   * A pass over what several tenants ask for.
   *
   * @param inputs what backends of each tenant depend on
   * @param backends where those of a source are
   * @param settling who gets what several ask for
   */
  Pass(
      GatewayView view,
      RouteMemory memory,
      Set<Backends.Inputs> inputs,
      Function<ParsedSource, Backends> backends,
      UnaryOperator<List<Attachment>> settling) {
    this(view, memory, new Policies(List.of()), Optional.empty(), backends, inputs, settling);
  }

  private Pass(
      GatewayView view,
      RouteMemory memory,
      Policies policies,
      Optional<Backends> own,
      Function<ParsedSource, Backends> backends,
      Set<Backends.Inputs> inputs,
      UnaryOperator<List<Attachment>> settling) {
    this.view = view;
    this.memory = memory;
    this.certificates = new Certificates(view.secrets());
    this.assemblies = memory.begin(new Assemblies(view.sources(), certificates), inputs);
    this.policies = policies;
    this.own = own;
    this.backends = backends;
    this.settling = settling;
  }

  Layer7 run() {
    attach();
    for (ParsedSource source : view.sources()) {
      if (source.spec() instanceof Spec.Route spec) {
        resolve(source, spec);
      }
    }
    assemblies.all().forEach(this::serve);
    for (Policies.Entry entry : policies.all()) {
      outcomes.put(entry.source().name(), PolicyOutcome.of(entry, gateways(entry)));
    }
    Optional<Ingresses> ingresses = own.map(found -> Ingresses.of(view, found, certificates));
    ingresses.ifPresent(
        found -> {
          outcomes.putAll(found.outcomes());
          configs.putAll(found.configs());
        });
    for (ParsedSource source : view.sources()) {
      outcomes.computeIfAbsent(source.name(), name -> unparented(source));
    }
    memory.end();
    return new Layer7(outcomes, configs, ingresses.map(Ingresses::shared).orElse(Map.of()));
  }

  /** A ListenerSet whose Gateway is in the tenant cluster only has one that was refused. */
  private static Outcome unparented(ParsedSource source) {
    return source.spec() instanceof ListenerSetSpec && source.parent(0).isPresent()
        ? ListenerSetOutcome.orphaned(source)
        : Outcome.ofNothing(source);
  }

  private Set<ObjectName> gateways(Policies.Entry entry) {
    Set<ObjectName> gateways = new TreeSet<>(Comparator.comparing(ObjectName::toString));
    for (ObjectName service : entry.services()) {
      gateways.addAll(byService.getOrDefault(service, Set.of()));
    }
    return gateways;
  }

  private void attach() {
    List<Attachment> attachments = new ArrayList<>();
    for (ParsedSource source : view.sources()) {
      if (source.spec() instanceof Spec.Route spec) {
        attachments.addAll(memory.attached(source, () -> Attaching.of(source, spec, assemblies)));
      }
    }
    for (Attachment attachment : settling.apply(attachments)) {
      byRoute.computeIfAbsent(attachment.route().name(), key -> new ArrayList<>()).add(attachment);
    }
  }

  private void resolve(ParsedSource source, Spec.Route spec) {
    List<Attachment> own = byRoute.getOrDefault(source.name(), List.of());
    RouteMemory.Looked looked = memory.looked(source, own, known -> look(source, spec, own, known));
    for (Attachment attachment : own) {
      Assembly assembly = attachment.assembly();
      if (!policies.all().isEmpty()) {
        source
            .services()
            .forEach(
                service ->
                    byService
                        .computeIfAbsent(service, _ -> new HashSet<>())
                        .add(assembly.gateway().self()));
      }
      ResolvedRoute route = looked.of(assembly);
      if (attachment.bounds().stream().anyMatch(bound -> bound.section().isServed())) {
        publish(spec, route);
        // A proxy waits for what an upstream names, whether the Gateway is served or not.
        assembly.shown().certificate().ifPresent(this::publish);
      }
      byGateway
          .computeIfAbsent(assembly.gateway().name(), key -> new Attached(memory.hosts()))
          .add(attachment, route);
    }
    outcomes.put(source.name(), looked.outcome());
  }

  /** Backends are looked up once, or once for each certificate that Gateways show to them. */
  private RouteMemory.Looked look(
      ParsedSource source,
      Spec.Route spec,
      List<Attachment> own,
      Map<Optional<String>, ResolvedRoute> known) {
    Map<Optional<String>, ResolvedRoute> resolved = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (Attachment attachment : own) {
      Optional<String> shown = attachment.assembly().shownName();
      ResolvedRoute route =
          resolved.computeIfAbsent(
              shown,
              name -> {
                ResolvedRoute before = known.get(name);
                return before != null
                    ? before
                    : ResolvedRoute.of(source, spec, backends.apply(source), name);
              });
      findings.addAll(route.findings());
    }
    return new RouteMemory.Looked(resolved, RouteOutcome.of(source, own, findings));
  }

  private void serve(Assembly assembly) {
    String name = assembly.gateway().name();
    Optional<Service> service = view.services().apply(name);
    Programming programming = view.programming().apply(name);
    Attached attached = byGateway.getOrDefault(name, new Attached(memory.hosts()));
    Certificates.Found shown = assembly.shown();
    GatewayChecks checks = new GatewayChecks(assembly, service, programming, shown.problem());
    Optional<TenantPolicy> policy = own.map(_ -> view.policy());
    outcomes.put(name, new GatewayOutcome(assembly, checks, attached, policy).of(programming));
    Verdict accepted = checks.accepted();
    Verdict programmed = checks.programmed();
    assembly.refused().forEach(set -> outcomes.put(set.name(), ListenerSetOutcome.refused(set)));
    for (ParsedSource set : assembly.sets()) {
      outcomes.put(
          set.name(), ListenerSetOutcome.of(set, assembly, attached, accepted, programmed));
    }
    if (service.isPresent() && accepted.isTrue()) {
      configs.put(
          GatewayConfig.name(assembly),
          GatewayConfig.of(assembly, service.get(), attached, view.policy().http().requests()));
      assembly.served().forEach(section -> section.certificates().forEach(this::publish));
      shown.certificate().ifPresent(this::publish);
    }
  }

  /** The listener of a UDPRoute has all endpoints itself. */
  private void publish(Spec.Route spec, ResolvedRoute route) {
    if (spec.kind() != RouteKind.UDP) {
      route.upstreams().values().forEach(this::publish);
    }
  }

  private void publish(Upstream upstream) {
    configs.computeIfAbsent(
        upstream.name(),
        name -> new ProxyConfig("", List.of(), List.of(upstream), List.of(), List.of()));
  }

  private void publish(Certificate certificate) {
    configs.computeIfAbsent(
        certificate.name(),
        name -> new ProxyConfig("", List.of(), List.of(), List.of(), List.of(certificate)));
  }
}
