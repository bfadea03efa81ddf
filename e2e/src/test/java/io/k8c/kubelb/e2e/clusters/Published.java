package io.k8c.kubelb.e2e.clusters;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.k8c.kubelb.api.LoadBalancer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Service of a tenant cluster and what stands for it in the hub. */
record Published(TestBed bed, TenantCluster tenant, EchoService service) {

  String name() {
    return service.name();
  }

  private ServiceResource<Service> resource() {
    return tenant.client().services().inNamespace(TenantCluster.NAMESPACE).withName(name());
  }

  Service inTenant() {
    return Objects.requireNonNull(resource().get());
  }

  boolean exists() {
    return resource().get() != null;
  }

  /** Its addresses, as its user sees them. */
  List<String> addresses() {
    return addresses(resource().get());
  }

  private static List<String> addresses(@Nullable Service found) {
    return found == null
        ? List.of()
        : found.getStatus().getLoadBalancer().getIngress().stream()
            .map(LoadBalancerIngress::getIp)
            .toList();
  }

  String address() {
    return addresses().getFirst();
  }

  InetSocketAddress at(int port) {
    return new InetSocketAddress(address(), port);
  }

  /** Where its first port is reached. */
  InetSocketAddress at() {
    return at(service.ports().getFirst().getPort());
  }

  boolean answers() {
    if (addresses().isEmpty()) {
      return false;
    }
    ServicePort first = service.ports().getFirst();
    if ("UDP".equals(first.getProtocol())) {
      return bed.client().udp(at(), "are you there").isPresent();
    }
    return first.getName().startsWith("http")
        ? bed.client().http(at()).isPresent()
        : bed.client().tcp(at()).isPresent();
  }

  void edit(UnaryOperator<ServiceBuilder> change) {
    var _ = resource().edit(found -> change.apply(new ServiceBuilder(found)).build());
  }

  void delete() {
    var _ = resource().delete();
  }

  Optional<LoadBalancer> loadBalancer() {
    return tenant
        .loadBalancers(bed.hub())
        .withLabel("kubelb.k8c.io/origin-name", name())
        .list()
        .getItems()
        .stream()
        .findFirst();
  }

  Optional<Service> hubService() {
    return bed
        .hub()
        .client()
        .services()
        .inNamespace(tenant.hubNamespace())
        .withLabel("kubelb.k8c.io/origin-name", name())
        .list()
        .getItems()
        .stream()
        .findFirst();
  }

  /** The proxy's listener port of each port. */
  Map<Integer, Integer> listeners() {
    return hubService().orElseThrow().getSpec().getPorts().stream()
        .collect(
            Collectors.toMap(
                ServicePort::getPort, port -> port.getTargetPort().getIntVal(), (a, _) -> a));
  }

  int listener() {
    return listeners().get(service.ports().getFirst().getPort());
  }

  /** Whether neither the hub nor any Envoy knows it any more. */
  boolean isGone(int listener) {
    return loadBalancer().isEmpty()
        && hubService().isEmpty()
        && bed.proxy(tenant).nobodyListens(listener);
  }

  List<String> events() {
    return tenant.events(name());
  }

  @Override
  public String toString() {
    return "Service %s of %s".formatted(name(), tenant.name());
  }
}
