package io.k8c.kubelb.manager.route.delegate;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.manager.plan.NodeEndpoints;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A Service of the tenant cluster as the hub sees it: all nodes, each at the node ports. */
final class HubBackend {
  /** As many endpoints as a slice may have. */
  private static final int SLICE = 1000;

  private static final String SERVICE = "kubernetes.io/service-name";
  private static final String MANAGER = "endpointslice.kubernetes.io/managed-by";

  private HubBackend() {}

  /** A Service without a selector and the slices with its endpoints. */
  static List<HasMetadata> of(
      Draft draft, String name, RouteFacts.Reference service, NodeEndpoints nodes) {
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(
        new ServiceBuilder()
            .withMetadata(draft.metadata(name, "service"))
            .withNewSpec()
            .withType("ClusterIP")
            .withPorts(service.ports().stream().map(port -> port(service, port)).toList())
            .endSpec()
            .build());
    List<EndpointPort> ports =
        service.ports().stream()
            .filter(port -> port.nodePort() > 0)
            .map(port -> endpointPort(service, port))
            .toList();
    if (!ports.isEmpty()) {
      byType(nodes.of(service).addresses())
          .forEach((type, addresses) -> slices(draft, name, type, addresses, ports, objects));
    }
    return objects;
  }

  private static void slices(
      Draft draft,
      String service,
      String type,
      List<String> addresses,
      List<EndpointPort> ports,
      List<HasMetadata> objects) {
    for (int from = 0; from < addresses.size(); from += SLICE) {
      String suffix = "-" + type.toLowerCase(Locale.ROOT) + (from == 0 ? "" : "-" + from / SLICE);
      ObjectMeta metadata = draft.metadata(service + suffix, "endpointslice");
      metadata.getLabels().put(SERVICE, service);
      metadata.getLabels().put(MANAGER, Wire.HUB_CONTROLLER.replace('/', '-'));
      objects.add(
          new EndpointSliceBuilder()
              .withMetadata(metadata)
              .withAddressType(type)
              .withEndpoints(
                  addresses.subList(from, Math.min(from + SLICE, addresses.size())).stream()
                      .map(HubBackend::endpoint)
                      .toList())
              .withPorts(ports)
              .build());
    }
  }

  private static Endpoint endpoint(String address) {
    return new EndpointBuilder()
        .withAddresses(address)
        .withNewConditions()
        .withReady(true)
        .endConditions()
        .build();
  }

  private static Map<String, List<String>> byType(List<EndpointAddress> addresses) {
    Map<String, List<String>> types = new TreeMap<>();
    for (EndpointAddress address : addresses) {
      String ip = address.ip();
      String type = "FQDN";
      String text = String.valueOf(address.hostname());
      if (ip != null && !ip.isEmpty()) {
        InetAddress read = InetAddress.ofLiteral(ip);
        type = read instanceof Inet4Address ? "IPv4" : "IPv6";
        text = read.getHostAddress();
      }
      List<String> own = types.computeIfAbsent(type, key -> new ArrayList<>());
      if (!own.contains(text)) {
        own.add(text);
      }
    }
    return types;
  }

  private static ServicePort port(RouteFacts.Reference service, RouteFacts.Port port) {
    return new ServicePortBuilder()
        .withName(name(service, port))
        .withProtocol(protocol(port))
        .withPort(port.port())
        .withTargetPort(new IntOrString(port.nodePort() > 0 ? port.nodePort() : port.port()))
        .withAppProtocol(port.appProtocol())
        .build();
  }

  private static EndpointPort endpointPort(RouteFacts.Reference service, RouteFacts.Port port) {
    return new EndpointPortBuilder()
        .withName(Objects.requireNonNullElse(name(service, port), ""))
        .withProtocol(protocol(port))
        .withPort(port.nodePort())
        .withAppProtocol(port.appProtocol())
        .build();
  }

  /** Where there are several ports, each needs a name. */
  private static @org.jspecify.annotations.Nullable String name(
      RouteFacts.Reference service, RouteFacts.Port port) {
    String own = port.name();
    if (own != null && !own.isEmpty()) {
      return own;
    }
    return service.ports().size() == 1
        ? null
        : (port.port() + "-" + protocol(port)).toLowerCase(Locale.ROOT);
  }

  private static String protocol(RouteFacts.Port port) {
    return Objects.requireNonNullElse(port.protocol(), Protocol.TCP).name();
  }
}
