package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.EndpointGroup;
import io.k8c.kubelb.api.EndpointPort;
import io.k8c.kubelb.api.IpFamily;
import io.k8c.kubelb.api.IpFamilyPolicy;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.api.ObjectReference;
import io.k8c.kubelb.api.Persistence;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.ServiceType;
import io.k8c.kubelb.api.TrafficPolicy;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Note;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Services of type LoadBalancer: each becomes a LoadBalancer in the hub. */
public final class ServiceSource {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private ServiceSource() {}

  /** Whether a Service is to be served by the hub. */
  public static boolean isOurs(Service service, ServiceSettings settings) {
    ServiceSpec spec = service.getSpec();
    if (!"LoadBalancer".equals(spec.getType()) || service.isMarkedForDeletion()) {
      return false;
    }
    String wanted = spec.getLoadBalancerClass();
    return settings.useClass()
        ? Wire.CLASS.equals(wanted)
        : wanted == null || wanted.isEmpty() || wanted.equals(Wire.CLASS);
  }

  /** Whether a Service keeps its traffic on the nodes that run its pods. */
  public static boolean isLocal(Service service) {
    return "Local".equals(service.getSpec().getExternalTrafficPolicy());
  }

  /** The only IP family in which a Service's node ports answer, if it is only one. */
  public static Optional<IpFamily> onlyFamily(Service service) {
    List<String> families = service.getSpec().getIpFamilies();
    return families.size() == 1
        ? Arrays.stream(IpFamily.values())
            .filter(family -> family.kubernetes().equals(families.getFirst()))
            .findFirst()
        : Optional.empty();
  }

  /**
   * What goes to the hub.
   *
   * @param own addresses for a Service that those of all nodes would not do for
   */
  public static Shipment<LoadBalancer> toHub(
      Service service, ServiceSettings settings, List<EndpointAddress> own) {
    List<Note> notes = UnsupportedServiceFields.of(service, settings);
    List<ServicePort> carried =
        service.getSpec().getPorts().stream().filter(port -> isCarried(port, settings)).toList();
    Optional<EndpointGroup> group = endpoints(service, carried, settings, own);
    return new Shipment<>(
        group.map(endpoints -> loadBalancer(service, carried, endpoints, settings)), notes);
  }

  private static boolean isCarried(ServicePort port, ServiceSettings settings) {
    boolean known = "TCP".equals(port.getProtocol()) || "UDP".equals(port.getProtocol());
    boolean reachable =
        !settings.ownsStatus() || (port.getNodePort() != null && port.getNodePort() > 0);
    return known && reachable;
  }

  private static Optional<EndpointGroup> endpoints(
      Service service,
      List<ServicePort> ports,
      ServiceSettings settings,
      List<EndpointAddress> own) {
    List<EndpointPort> targets =
        ports.stream()
            .map(
                port ->
                    new EndpointPort(
                        name(port),
                        settings.ownsStatus() ? port.getNodePort() : port.getPort(),
                        Protocol.valueOf(port.getProtocol())))
            .toList();
    if (targets.isEmpty()) {
      return Optional.empty();
    }
    if (!settings.ownsStatus()) {
      List<EndpointAddress> given = given(service);
      return given.isEmpty()
          ? Optional.empty()
          : Optional.of(new EndpointGroup(null, given, null, targets));
    }
    return Optional.of(
        own.isEmpty()
            ? new EndpointGroup(null, List.of(), ObjectReference.named(Addresses.DEFAULT), targets)
            : new EndpointGroup(null, own, null, targets));
  }

  /** Addresses that the tenant cluster's own provider gave. */
  private static List<EndpointAddress> given(Service service) {
    return ingress(service).stream()
        .map(entry -> new EndpointAddress(entry.getIp(), entry.getHostname()))
        .toList();
  }

  private static LoadBalancer loadBalancer(
      Service service, List<ServicePort> ports, EndpointGroup endpoints, ServiceSettings settings) {
    ServiceSpec spec = service.getSpec();
    LoadBalancer object = new LoadBalancer();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(service.getMetadata().getUid())
            .withNamespace(settings.tenantNamespace())
            .addToLabels(Wire.LABEL_ORIGIN_NAME, service.getMetadata().getName())
            .addToLabels(Wire.LABEL_ORIGIN_NAMESPACE, service.getMetadata().getNamespace())
            .addToLabels(Wire.LABEL_TENANT, settings.tenantNamespace())
            .withAnnotations(annotations(service))
            .build());
    object.setSpec(
        new LoadBalancer.Spec(
            List.of(endpoints),
            ports.stream()
                .map(
                    port ->
                        new LoadBalancerPort(
                            name(port), Protocol.valueOf(port.getProtocol()), port.getPort()))
                .toList(),
            null,
            ServiceType.LOAD_BALANCER,
            isLocal(service) ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER,
            "ClientIP".equals(spec.getSessionAffinity())
                ? new Persistence(Persistence.Type.SOURCE_IP)
                : null,
            spec.getLoadBalancerSourceRanges(),
            families(spec.getIpFamilyPolicy()),
            List.of()));
    return object;
  }

  private static Map<String, String> annotations(Service service) {
    Map<String, String> annotations = new LinkedHashMap<>();
    if (service.getMetadata().getAnnotations() != null) {
      annotations.putAll(service.getMetadata().getAnnotations());
    }
    annotations.remove(LAST_APPLIED);
    return annotations;
  }

  private static @Nullable IpFamilyPolicy families(@Nullable String policy) {
    if ("PreferDualStack".equals(policy)) {
      return IpFamilyPolicy.PREFER_DUAL_STACK;
    }
    return "RequireDualStack".equals(policy) ? IpFamilyPolicy.REQUIRE_DUAL_STACK : null;
  }

  private static String name(ServicePort port) {
    String name = port.getName();
    return name == null || name.isEmpty()
        ? (port.getPort() + "-" + port.getProtocol()).toLowerCase(Locale.ROOT)
        : name.toLowerCase(Locale.ROOT);
  }

  /** What comes back from the hub; {@code before} is the Service as it is. */
  public static Return<Service> statusBack(Service before, LoadBalancer hub) {
    return ServiceReturn.of(before, hub);
  }

  /** What a Service waits for that should pass on its own, for an Event if it does not. */
  public static Optional<Note> waitsFor(LoadBalancer hub) {
    return ServiceReturn.waitsFor(hub);
  }

  /** A Service that is not ours any more: its address goes. */
  public static Service withoutStatus(Service service) {
    return ServiceReturn.empty(service);
  }

  /** The addresses that a Service tells its users, for people. */
  public static String addresses(Service service) {
    return ServiceReturn.addresses(ingress(service));
  }

  static List<LoadBalancerIngress> ingress(Service service) {
    return service.getStatus() == null || service.getStatus().getLoadBalancer() == null
        ? List.of()
        : Objects.requireNonNullElse(
            service.getStatus().getLoadBalancer().getIngress(), new ArrayList<>());
  }

  /** Events tell of the same object by the same words. */
  public static Note synced(Service service, String tenantNamespace) {
    return Note.normal(
        Reason.SYNCED.word(),
        "LoadBalancer "
            + tenantNamespace
            + "/"
            + service.getMetadata().getUid()
            + " is in the hub");
  }
}
