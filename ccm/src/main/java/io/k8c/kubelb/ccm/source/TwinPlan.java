package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.api.Wire;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * How the nodes come to offer a Service: by node ports of its own, or by those of a twin, a Service
 * of type NodePort with the same pods behind it that we keep beside it.
 */
public sealed interface TwinPlan {
  /** The Service has node ports of its own. */
  record Own(Offer offer) implements TwinPlan {}

  /** There must be this twin; its node ports are what the Service is offered by. */
  record Twin(Service desired) implements TwinPlan {}

  /** The Service cannot be offered. */
  record Refused(Offer offer) implements TwinPlan {}

  /**
   * Decides.
   *
   * @param named what bears the twin's name now
   */
  static TwinPlan of(Service service, Optional<Service> named) {
    ServiceSpec spec = service.getSpec();
    if ("ExternalName".equals(spec.getType())) {
      return new Refused(
          Offer.none("a Service of type ExternalName has no pods on the nodes; use another"));
    }
    List<ServicePort> ports = carried(service);
    if (hasNodePorts(spec, ports)) {
      return new Own(offer(service, service));
    }
    Optional<String> foreign =
        named.filter(found -> !isTwin(found)).map(found -> found.getMetadata().getName());
    if (foreign.isPresent()) {
      return new Refused(
          without(
              service,
              "Service %s is in the way of the node ports: it is not of KubeLB; rename it, or give %s type NodePort"
                  .formatted(foreign.get(), service.getMetadata().getName())));
    }
    return ports.isEmpty()
        ? new Refused(Offer.none("it has no TCP or UDP port"))
        : new Twin(twin(service, ports));
  }

  /** Whether a Service needs a twin to be offered. */
  static boolean isNeeded(Service service) {
    return of(service, Optional.empty()) instanceof Twin;
  }

  private static boolean hasNodePorts(ServiceSpec spec, List<ServicePort> ports) {
    return Set.of("NodePort", "LoadBalancer").contains(spec.getType())
        && ports.stream().allMatch(port -> port.getNodePort() != null && port.getNodePort() > 0);
  }

  private static List<ServicePort> carried(Service service) {
    return service.getSpec().getPorts().stream()
        .filter(port -> "TCP".equals(port.getProtocol()) || "UDP".equals(port.getProtocol()))
        .toList();
  }

  /** Name of the twin that a Service of a name may have. */
  static String name(String service) {
    return TwinName.of(service);
  }

  /** Whether a Service is a twin that we keep. */
  static boolean isTwin(Service service) {
    Map<String, String> labels = service.getMetadata().getLabels();
    return labels != null
        && Wire.MANAGED_BY.equals(labels.get(Wire.LABEL_MANAGED_BY))
        && original(service).isPresent();
  }

  /** Name of the Service that a twin belongs to. */
  static Optional<String> original(Service twin) {
    return twin.getMetadata().getOwnerReferences().stream()
        .filter(owner -> owner.getKind().equals("Service"))
        .map(owner -> owner.getName())
        .findFirst();
  }

  /** Whether somebody else than Kubernetes says where a Service's pods are. */
  static boolean isWithoutSelector(Service service) {
    return service.getSpec().getSelector() == null || service.getSpec().getSelector().isEmpty();
  }

  /**
   * The ports of a Service with node ports.
   *
   * @param offering the Service itself, or its twin
   */
  static Offer offer(Service service, Service offering) {
    return Offer.of(ports(service, port -> nodePort(offering, port)));
  }

  /** The ports of a Service that no node offers, and why. */
  static Offer without(Service service, String problem) {
    return new Offer(ports(service, _ -> 0), Optional.of(problem), List.of());
  }

  private static List<RouteFacts.Port> ports(Service service, ToIntFunction<ServicePort> nodePort) {
    return carried(service).stream()
        .map(
            port ->
                new RouteFacts.Port(
                    port.getName(),
                    Protocol.valueOf(port.getProtocol()),
                    port.getPort(),
                    nodePort.applyAsInt(port),
                    port.getAppProtocol()))
        .toList();
  }

  private static int nodePort(Service offering, ServicePort port) {
    return offering.getSpec().getPorts().stream()
        .filter(each -> each.getPort().equals(port.getPort()))
        .filter(each -> each.getProtocol().equals(port.getProtocol()))
        .map(ServicePort::getNodePort)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(0);
  }

  private static Service twin(Service service, List<ServicePort> ports) {
    ServiceSpec spec = service.getSpec();
    ServiceBuilder twin =
        new ServiceBuilder()
            .withNewMetadata()
            .withName(name(service.getMetadata().getName()))
            .withNamespace(service.getMetadata().getNamespace())
            .addToLabels(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY)
            .withAnnotations(new java.util.LinkedHashMap<>())
            .withOwnerReferences(
                new OwnerReferenceBuilder()
                    .withApiVersion("v1")
                    .withKind("Service")
                    .withName(service.getMetadata().getName())
                    .withUid(service.getMetadata().getUid())
                    .build())
            .endMetadata()
            .withNewSpec()
            .withType("NodePort")
            .withSelector(isWithoutSelector(service) ? null : spec.getSelector())
            .withPublishNotReadyAddresses(
                Boolean.TRUE.equals(spec.getPublishNotReadyAddresses()) ? true : null)
            .withPorts(ports.stream().map(TwinPlan::port).toList())
            .endSpec();
    return inFamilies(twin.build(), spec);
  }

  private static ServicePort port(ServicePort port) {
    return new ServicePortBuilder()
        .withName(port.getName())
        .withProtocol(port.getProtocol())
        .withPort(port.getPort())
        .withTargetPort(port.getTargetPort())
        .withAppProtocol(port.getAppProtocol())
        .build();
  }

  /** Headless Services may claim more families than the cluster has; a node port must not. */
  private static Service inFamilies(Service twin, ServiceSpec spec) {
    List<String> families = spec.getIpFamilies();
    if (families.size() == 1) {
      twin.getSpec().setIpFamilies(families);
      twin.getSpec().setIpFamilyPolicy("SingleStack");
    } else if (families.size() > 1) {
      twin.getSpec().setIpFamilyPolicy("PreferDualStack");
    }
    return twin;
  }
}
