package io.k8c.kubelb.manager.plan;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.EndpointGroup;
import io.k8c.kubelb.api.EndpointPort;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.api.LoadBalancerStatus;
import io.k8c.kubelb.api.ObjectReference;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.ServicePortStatus;
import io.k8c.kubelb.api.ServiceType;
import io.k8c.kubelb.kit.Conditions;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of a load balancer that is admitted. */
record StatusDraft(
    LoadBalancer.Status status, List<Verdict> verdicts, List<Note> notes, boolean transientState) {

  static StatusDraft of(LoadBalancerView view, Programming programming) {
    ServiceAddresses found = view.service().map(ServiceAddresses::of).orElse(ServiceAddresses.NONE);
    List<String> addresses = found.all();
    List<String> previous = previousAddresses(view.loadBalancer());
    Resolution resolution = view.resolution();
    Verdict resolved = resolved(resolution);
    Verdict programmed = programmed(view, programming, addresses);
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(Verdict.yes(ConditionType.ACCEPTED, Reason.ACCEPTED.word(), "admitted"));
    verdicts.add(resolved);
    verdicts.add(programmed);
    verdicts.add(ready(resolution, resolved, programmed, found));
    unsupported(view.loadBalancer().getSpec()).ifPresent(verdicts::add);
    boolean announced = programmed.isTrue() || isAnnounced(view, addresses);
    List<Note> notes = new ArrayList<>();
    if (!programming.rejections().isEmpty()) {
      notes.add(Note.warning(Reason.ENVOY_REJECTED.word(), programmed.message()));
    }
    if (isDenied(resolved) && !isKnown(view.loadBalancer(), resolved)) {
      notes.add(Note.warning(resolved.reason(), resolved.message()));
    }
    if (announced && !previous.isEmpty() && !previous.equals(addresses)) {
      notes.add(
          Note.warning(
              Reason.ADDRESS_CHANGED.word(),
              "the address changed from "
                  + String.join(", ", previous)
                  + " to "
                  + String.join(", ", addresses)));
    }
    return new StatusDraft(
        status(view, announced ? addresses : List.of(), announced ? addresses : previous),
        verdicts,
        notes,
        !programmed.isTrue() && programming.rejections().isEmpty());
  }

  /** Where the hub Service stays as it is: what was announced still works. */
  static LoadBalancer.Status unchanged(LoadBalancerView view) {
    return of(view, new Programming(false, false, List.of())).status();
  }

  static LoadBalancer.Status withoutAddress(LoadBalancerView view) {
    return status(view, List.of(), previousAddresses(view.loadBalancer()));
  }

  static List<Verdict> refused(Admission.Refusal refusal) {
    String reason = refusal.reason().word();
    return List.of(
        Verdict.no(ConditionType.ACCEPTED, reason, refusal.message()),
        Verdict.no(ConditionType.PROGRAMMED, reason, refusal.message()),
        Verdict.no(ConditionType.READY, reason, refusal.message()));
  }

  static List<Verdict> pending(Reason reason, String message) {
    return List.of(
        Verdict.yes(ConditionType.ACCEPTED, Reason.ACCEPTED.word(), "admitted"),
        Verdict.no(ConditionType.PROGRAMMED, reason.word(), message),
        Verdict.no(ConditionType.READY, reason.word(), message));
  }

  private static LoadBalancer.Status status(
      LoadBalancerView view, List<String> announced, List<String> previous) {
    LoadBalancer owner = view.loadBalancer();
    LoadBalancerStatus balancer =
        announced.isEmpty()
            ? null
            : view.service()
                .map(service -> ServiceAddresses.of(service).balancer())
                .filter(found -> !found.ingress().isEmpty())
                .orElse(null);
    return new LoadBalancer.Status(
        owner.getMetadata().getGeneration(),
        announced.isEmpty() ? null : ServiceAddresses.text(announced),
        balancer,
        view.service()
            .map(service -> new LoadBalancer.ServiceStatus(ports(owner.getSpec(), service)))
            .orElse(null),
        null,
        previous,
        List.of());
  }

  private static Verdict resolved(Resolution resolution) {
    if (!resolution.problems().isEmpty()) {
      return Verdict.no(
          ConditionType.RESOLVED_REFS,
          resolution.problems().getFirst().reason().word(),
          resolution.problems().stream()
              .map(Resolution.Problem::message)
              .collect(Collectors.joining("; ")));
    }
    List<PortKey> empty =
        resolution.endpoints().entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty())
            .map(java.util.Map.Entry::getKey)
            .toList();
    if (!empty.isEmpty()) {
      return Verdict.no(
          ConditionType.RESOLVED_REFS,
          Reason.NO_ENDPOINTS.word(),
          "no endpoint serves port "
              + empty.getFirst()
              + "; name a port of the same name and protocol in spec.endpoints.ports, with addresses");
    }
    return Verdict.yes(ConditionType.RESOLVED_REFS, Reason.RESOLVED.word(), "endpoints found");
  }

  private static Verdict programmed(
      LoadBalancerView view, Programming programming, List<String> addresses) {
    if (!programming.rejections().isEmpty()) {
      return notProgrammed(
          Reason.ENVOY_REJECTED,
          "Envoy refused: "
              + programming.rejections().stream()
                  .map(String::strip)
                  .collect(Collectors.joining("; "))
              + "; change what it names, or ask the hub's administrator to look at the tenant's"
              + " proxies");
    }
    if (isBalanced(view) && addresses.isEmpty()) {
      return notProgrammed(
          Reason.PENDING_ADDRESS,
          "the hub's load balancer has not given an address yet; if this stays, look at Service "
              + HubService.name(view.loadBalancer().getMetadata().getName())
              + " in the hub");
    }
    boolean now = programming.proxyReady() && programming.accepted();
    if (now || (view.service().isPresent() && wasProgrammed(view.loadBalancer()))) {
      return Verdict.yes(
          ConditionType.PROGRAMMED, Reason.PROGRAMMED.word(), "the tenant's proxies serve it");
    }
    return programming.proxyReady()
        ? notProgrammed(
            Reason.PENDING,
            "the tenant's proxies have not taken it over yet; if this stays, look at the proxies'"
                + " logs in the hub")
        : notProgrammed(
            Reason.PROXY_NOT_READY,
            "no proxy of the tenant is ready; if this stays, look at the proxy's pods in the hub");
  }

  /** A replica that has just begun to lead does not take back what holds. */
  private static boolean wasProgrammed(LoadBalancer owner) {
    LoadBalancer.Status status = owner.getStatus();
    return status != null
        && Conditions.find(status.conditions(), ConditionType.PROGRAMMED)
            .filter(
                condition ->
                    "True".equals(condition.getStatus())
                        && Objects.equals(
                            condition.getObservedGeneration(), owner.getMetadata().getGeneration()))
            .isPresent();
  }

  /** An address that was announced stays announced as long as the hub Service has it. */
  private static boolean isAnnounced(LoadBalancerView view, List<String> addresses) {
    LoadBalancer.Status status = view.loadBalancer().getStatus();
    return !addresses.isEmpty()
        && status != null
        && status.address() != null
        && status.previousAddresses().equals(addresses);
  }

  private static Verdict notProgrammed(Reason reason, String message) {
    return Verdict.no(ConditionType.PROGRAMMED, reason.word(), message);
  }

  private static boolean isDenied(Verdict resolved) {
    return !resolved.isTrue() && resolved.reason().equals(Reason.ENDPOINT_DENIED.word());
  }

  private static boolean isKnown(LoadBalancer owner, Verdict verdict) {
    LoadBalancer.Status status = owner.getStatus();
    return status != null && Conditions.say(status.conditions(), verdict);
  }

  /** Traffic that flows is what people ask for; what does not take part in it is a remark. */
  private static Verdict ready(
      Resolution resolution, Verdict resolved, Verdict programmed, ServiceAddresses addresses) {
    if (!programmed.isTrue()) {
      return Verdict.no(ConditionType.READY, programmed.reason(), programmed.message());
    }
    if (!resolved.isTrue() && !resolution.servesEveryPort()) {
      return Verdict.no(ConditionType.READY, resolved.reason(), resolved.message());
    }
    List<String> said = new ArrayList<>(List.of("serving"));
    addresses.remark().ifPresent(said::add);
    if (!resolved.isTrue()) {
      said.add("not all endpoints take part: " + resolved.message());
    }
    return Verdict.yes(ConditionType.READY, Reason.READY.word(), String.join("; ", said));
  }

  private static Optional<Verdict> unsupported(LoadBalancer.Spec spec) {
    List<String> fields = new ArrayList<>();
    add(fields, "spec.hostname", spec.hostname());
    for (EndpointGroup group : spec.endpoints()) {
      ObjectReference reference = group.addressesReference();
      if (reference != null) {
        add(fields, "spec.endpoints.addressesReference.uid", reference.uid());
        add(
            fields,
            "spec.endpoints.addressesReference.resourceVersion",
            reference.resourceVersion());
        add(fields, "spec.endpoints.addressesReference.fieldPath", reference.fieldPath());
      }
    }
    return SetFields.withoutEffect(fields);
  }

  private static void add(List<String> fields, String name, @Nullable String value) {
    if (value != null && !value.isEmpty() && !fields.contains(name)) {
      fields.add(name);
    }
  }

  private static boolean isBalanced(LoadBalancerView view) {
    return view.loadBalancer().getSpec().typeOrDefault() == ServiceType.LOAD_BALANCER;
  }

  static List<String> previousAddresses(LoadBalancer owner) {
    LoadBalancer.Status status = owner.getStatus();
    return status == null ? List.of() : status.previousAddresses();
  }

  private static List<ServicePortStatus> ports(LoadBalancer.Spec spec, Service service) {
    List<ServicePortStatus> ports = new ArrayList<>();
    for (ServicePort port : service.getSpec().getPorts()) {
      for (LoadBalancerPort wanted : Resolution.ports(spec)) {
        if (wanted.port() == port.getPort()
            && wanted.protocolOrDefault().name().equals(port.getProtocol())) {
          ports.add(
              new ServicePortStatus(
                  port.getName(),
                  port.getProtocol(),
                  port.getAppProtocol(),
                  port.getPort(),
                  port.getTargetPort(),
                  port.getNodePort(),
                  upstream(spec, wanted)));
        }
      }
    }
    return ports;
  }

  private static int upstream(LoadBalancer.Spec spec, LoadBalancerPort wanted) {
    return spec.endpoints().stream()
        .flatMap(group -> Resolution.targets(wanted, Resolution.ports(spec), group).stream())
        .map(EndpointPort::port)
        .findFirst()
        .orElse(0);
  }
}
