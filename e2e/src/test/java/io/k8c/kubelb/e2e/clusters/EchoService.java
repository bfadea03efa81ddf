package io.k8c.kubelb.e2e.clusters;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A Service of type LoadBalancer before echo servers, as a user would write it. */
record EchoService(
    String name, String app, List<ServicePort> ports, List<UnaryOperator<ServiceBuilder>> edits) {
  private static final int HTTP = 8080;
  private static final int TCP = 8081;
  private static final int UDP = 8082;

  EchoService {
    ports = List.copyOf(ports);
    edits = List.copyOf(edits);
  }

  static EchoService named(String name) {
    return new EchoService(name, TenantCluster.ECHO, List.of(), List.of());
  }

  EchoService before(String deployment) {
    return new EchoService(name, deployment, ports, edits);
  }

  EchoService http(int port) {
    return with("http", "TCP", port, HTTP);
  }

  EchoService tcp(int port) {
    return with("tcp", "TCP", port, TCP);
  }

  EchoService udp(int port) {
    return with("udp", "UDP", port, UDP);
  }

  /** Not removed with what a test leaves behind. */
  EchoService kept() {
    return with(service -> service.editMetadata().withLabels(Map.of()).endMetadata());
  }

  /** Keeps traffic on the nodes that run its pods, and the client's address with it. */
  EchoService local() {
    return with(service -> service.editSpec().withExternalTrafficPolicy("Local").endSpec());
  }

  EchoService with(UnaryOperator<ServiceBuilder> edit) {
    return new EchoService(
        name, app, ports, Stream.concat(edits.stream(), Stream.of(edit)).toList());
  }

  private EchoService with(String kind, String protocol, int port, int target) {
    List<ServicePort> more = new ArrayList<>(ports);
    more.add(
        new ServicePortBuilder()
            .withName(kind + "-" + port)
            .withProtocol(protocol)
            .withPort(port)
            .withNewTargetPort(target)
            .build());
    return new EchoService(name, app, more, edits);
  }

  Service build() {
    var service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(TenantCluster.NAMESPACE)
            .withLabels(TenantCluster.label())
            .endMetadata()
            .withNewSpec()
            .withType("LoadBalancer")
            .addToSelector("app", app)
            .withPorts(ports)
            .endSpec();
    for (UnaryOperator<ServiceBuilder> edit : edits) {
      service = edit.apply(service);
    }
    return service.build();
  }
}
