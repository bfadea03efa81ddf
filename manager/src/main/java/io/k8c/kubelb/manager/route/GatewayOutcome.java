package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.plan.Programming;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What is said of a Gateway, and the hub Service that it needs. */
final class GatewayOutcome {
  private final Assembly assembly;
  private final Optional<Service> service;
  private final Programming programming;

  GatewayOutcome(Assembly assembly, Optional<Service> service, Programming programming) {
    this.assembly = assembly;
    this.service = service;
    this.programming = programming;
  }

  /**
   * Decides.
   *
   * @param attached number of routes of a listener
   */
  Outcome of(ToIntFunction<Section> attached) {
    Verdict accepted = accepted();
    Verdict programmed = programmed();
    List<String> addresses = programmed.isTrue() ? addresses() : List.of();
    ObjectNode status = StatusTree.object();
    ArrayNode list = status.putArray("addresses");
    addresses.forEach(
        address ->
            list.addObject()
                .put("type", isIp(address) ? "IPAddress" : "Hostname")
                .put("value", address));
    List<Verdict> verdicts = List.of(accepted, programmed);
    status.set("conditions", StatusTree.conditions(verdicts, assembly.gateway().generation()));
    ArrayNode listeners = status.putArray("listeners");
    for (Section section : assembly.of(assembly.gateway())) {
      listeners.add(SectionStatus.of(section, attached.applyAsInt(section), programmed));
    }
    return new Outcome(
        status,
        Summary.of(verdicts),
        List.of(),
        wanted(accepted),
        addresses.isEmpty() ? Optional.empty() : Optional.of(String.join(",", addresses)),
        Optional.empty());
  }

  private Verdict accepted() {
    long all = assembly.of(assembly.gateway()).size();
    long served = assembly.of(assembly.gateway()).stream().filter(Section::isServed).count();
    if (served == all && all > 0) {
      return Verdict.yes(ConditionType.ACCEPTED, "Accepted", "all listeners are valid");
    }
    return served > 0
        ? Verdict.yes(ConditionType.ACCEPTED, "ListenersNotValid", "some listeners are not valid")
        : Verdict.no(ConditionType.ACCEPTED, "ListenersNotValid", "no listener is valid");
  }

  /** Whether the proxies serve it at an address. */
  Verdict programmed() {
    Verdict accepted = accepted();
    if (!accepted.isTrue()) {
      return Verdict.no(ConditionType.PROGRAMMED, "Invalid", accepted.message());
    }
    if (!programming.rejections().isEmpty()) {
      return Verdict.no(
          ConditionType.PROGRAMMED,
          "Invalid",
          "Envoy refused: " + String.join("; ", programming.rejections()));
    }
    if (addresses().isEmpty()) {
      return Verdict.no(
          ConditionType.PROGRAMMED,
          "AddressNotAssigned",
          "the hub's load balancer has not given an address yet");
    }
    return (programming.proxyReady() && programming.accepted())
            || assembly.gateway().announced().isPresent()
        ? Verdict.yes(ConditionType.PROGRAMMED, "Programmed", "the proxies serve it")
        : Verdict.no(ConditionType.PROGRAMMED, "Pending", "the proxies have not taken it over yet");
  }

  private List<String> addresses() {
    return service
        .map(Service::getStatus)
        .map(io.fabric8.kubernetes.api.model.ServiceStatus::getLoadBalancer)
        .map(io.fabric8.kubernetes.api.model.LoadBalancerStatus::getIngress)
        .orElse(List.of())
        .stream()
        .map(GatewayOutcome::address)
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable String address(LoadBalancerIngress ingress) {
    return ingress.getIp() != null ? ingress.getIp() : ingress.getHostname();
  }

  private static boolean isIp(String text) {
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<WantedService> wanted(Verdict accepted) {
    List<LoadBalancerPort> ports =
        assembly
            .served()
            .map(
                section ->
                    new LoadBalancerPort(
                        null,
                        ListenerProtocol.of(section.spec().protocol()).orElseThrow().transport(),
                        section.spec().port()))
            .distinct()
            .toList();
    return accepted.isTrue() && !ports.isEmpty()
        ? Optional.of(new WantedService(ports, Optional.empty(), Map.of(), Map.of()))
        : Optional.empty();
  }
}
