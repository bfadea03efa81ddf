package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.BoundedName;
import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.Infrastructure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is said of a Gateway, and the hub Service that it needs. */
final class GatewayOutcome {
  /** By this label the standard finds what was made for a Gateway. */
  private static final String NAME_LABEL = "gateway.networking.k8s.io/gateway-name";

  private final Assembly assembly;
  private final GatewayChecks checks;
  private final Attached attached;
  private final Optional<TenantPolicy> policy;

  /**
   * @param policy of the tenant whose it is; none where it is the hub's own
   */
  GatewayOutcome(
      Assembly assembly, GatewayChecks checks, Attached attached, Optional<TenantPolicy> policy) {
    this.assembly = assembly;
    this.checks = checks;
    this.attached = attached;
    this.policy = policy;
  }

  Outcome of(Programming programming) {
    Verdict programmed = checks.programmed();
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(checks.accepted());
    verdicts.add(programmed);
    verdicts.add(checks.resolved());
    checks.insecure().ifPresent(verdicts::add);
    List<String> addresses = programmed.isTrue() ? checks.addresses().given() : List.of();
    return new Outcome(
        status(verdicts, programmed, addresses),
        Summary.of(verdicts),
        notes(programming, programmed),
        wanted(),
        addresses.isEmpty() ? Optional.empty() : Optional.of(String.join(",", addresses)),
        assembly
            .served()
            .map(Section::hostname)
            .filter(hostname -> !hostname.isWildcard())
            .map(Hostname::text)
            .findFirst());
  }

  private List<Note> notes(Programming programming, Verdict programmed) {
    List<Note> notes = new ArrayList<>(IgnoredFields.of(assembly.gateway()));
    notes.addAll(Http3.notes(assembly.of(assembly.gateway().name())));
    rules().map(InfrastructureRules::notes).ifPresent(notes::addAll);
    if (!programming.rejections().isEmpty()) {
      notes.add(Note.warning(Reason.ENVOY_REJECTED.word(), programmed.message()));
    }
    return notes;
  }

  private ObjectNode status(List<Verdict> verdicts, Verdict programmed, List<String> addresses) {
    ObjectNode status = StatusTree.object();
    ArrayNode list = status.putArray("addresses");
    for (String address : addresses) {
      list.addObject()
          .put("type", AddressStanding.isIp(address) ? "IPAddress" : "Hostname")
          .put("value", address);
    }
    status.set("conditions", StatusTree.conditions(verdicts, assembly.gateway().generation()));
    ArrayNode listeners = status.putArray("listeners");
    for (Section section : assembly.of(assembly.gateway().name())) {
      listeners.add(SectionStatus.of(section, attached.count(section), programmed));
    }
    status.set(
        "attachedListenerSets",
        StatusTree.number(
            checks.accepted().isTrue()
                ? assembly.sets().stream().filter(set -> assembly.servedOf(set) > 0).count()
                : 0));
    return status;
  }

  private Optional<WantedService> wanted() {
    if (!checks.accepted().isTrue()) {
      return Optional.empty();
    }
    List<LoadBalancerPort> ports =
        assembly.claiming().flatMap(GatewayOutcome::ports).distinct().toList();
    Infrastructure infrastructure = assembly.spec().infrastructure();
    Map<String, String> annotations =
        policy
            .map(found -> found.annotations().apply("gateway", infrastructure.annotations()))
            .orElse(infrastructure.annotations());
    Map<String, String> labels =
        new LinkedHashMap<>(
            rules().map(InfrastructureRules::labels).orElse(infrastructure.labels()));
    labels.keySet().removeIf(InfrastructureRules::isReserved);
    labels.put(NAME_LABEL, BoundedName.label(assembly.gateway().self().name()));
    return Optional.of(
        new WantedService(
            ports,
            policy.flatMap(TenantPolicy::loadBalancerClass),
            checks.addresses().requested(),
            previous(),
            labels,
            annotations));
  }

  /** The hub's own people need no rules. */
  private Optional<InfrastructureRules> rules() {
    return policy.map(
        found -> new InfrastructureRules(assembly.spec().infrastructure(), found.annotations()));
  }

  private static Stream<LoadBalancerPort> ports(Section section) {
    int port = section.spec().port();
    LoadBalancerPort own = new LoadBalancerPort(null, section.protocol().transport(), port);
    return section.wantsHttp3()
        ? Stream.of(own, new LoadBalancerPort(null, Protocol.UDP, port))
        : Stream.of(own);
  }

  /** A Gateway asks for the address that it had. */
  private Optional<String> previous() {
    return assembly
        .gateway()
        .announced()
        .flatMap(text -> List.of(text.split(",", -1)).stream().findFirst())
        .filter(AddressStanding::isIp);
  }
}
