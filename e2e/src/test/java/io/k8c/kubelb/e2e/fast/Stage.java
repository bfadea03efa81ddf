package io.k8c.kubelb.e2e.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.LoadBalancerSettings;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Conditions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionFactory;

/** A hub with one manager, and one tenant cluster of one node with its CCM; all tests share it. */
final class Stage implements AutoCloseable {
  /** Name of the Tenant and of its namespace in the hub. */
  static final String TENANT = "tenant-one";

  /** Address of the tenant's node. */
  static final String NODE = NodeAddresses.of(1);

  private final FastTier tier;
  private final FastCluster cluster;
  private final NodePorts nodePorts;
  private final int xds = FastTier.freePort();
  private final Door door = Door.to(xds);
  private FastProgram manager;
  private FastProgram ccm;

  private Stage(FastTier tier, List<String> tenant, String... options) {
    this.tier = tier;
    this.manager = tier.manager("manager", xds, door.port(), options).awaitReady();
    hub().resource(FastTenant.tenant(TENANT)).serverSideApply();
    this.cluster = tier.cluster("tenant", tenant.toArray(String[]::new));
    FastTenant.node(tenant(), "node-1", NODE);
    this.ccm = tier.ccm(TENANT, TENANT, cluster).awaitReady();
    this.nodePorts = new NodePorts(NODE, cluster);
  }

  /** Without a proxy: see {@link #envoy}. */
  static Stage open(Class<?> test) {
    return open(test, new String[0]);
  }

  /** Without a proxy, and with more options of the manager. */
  static Stage open(Class<?> test, String... options) {
    return open(test, List.of(), options);
  }

  /** Without a proxy, and with more options of the tenant cluster's API server. */
  static Stage onCluster(Class<?> test, String... options) {
    return open(test, List.of(options));
  }

  private static Stage open(Class<?> test, List<String> tenant, String... options) {
    FastTier tier = Ground.tier(test);
    try {
      return new Stage(tier, tenant, options);
    } catch (RuntimeException e) {
      tier.close();
      throw e;
    }
  }

  /** A time that no step of a healthy system needs; speed is measured elsewhere. */
  static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }

  FastTier tier() {
    return tier;
  }

  FastCluster cluster() {
    return cluster;
  }

  /** Where the first manager serves proxies. */
  int xds() {
    return xds;
  }

  /** Where proxies find a manager. */
  Door door() {
    return door;
  }

  FastProgram manager() {
    return manager;
  }

  FastProgram ccm() {
    return ccm;
  }

  KubernetesClient hub() {
    return tier.hub().client();
  }

  KubernetesClient tenant() {
    return cluster.client();
  }

  /** Starts the tenant's proxy; there must be something to serve. */
  FastEnvoy envoy(String name) {
    return tier.envoy(name, TENANT);
  }

  /** Starts a manager in place of one that has ended; proxies find it where that one was. */
  void restartManager() {
    manager = tier.manager("manager", xds, door.port()).awaitReady();
  }

  void restartCcm() {
    ccm = tier.ccm(TENANT, TENANT, cluster).awaitReady();
  }

  /** Sets what the hub's administrator says of the tenant's load balancers. */
  void settings(LoadBalancerSettings settings) {
    Tenant tenant = FastTenant.tenant(TENANT);
    tenant.setSpec(
        new Tenant.Spec(
            Map.of(), null, List.of(), Map.of(), null, settings, null, null, null, null, null,
            List.of()));
    hub().resource(tenant).forceConflicts().serverSideApply();
  }

  Service create(String name) {
    return tenant().resource(FastTenant.service(name)).create();
  }

  Service create(Service service) {
    return tenant().resource(service).create();
  }

  /** Edits as a user does: again when someone else was faster. */
  void edit(String name, UnaryOperator<Service> change) {
    eventually()
        .ignoreExceptionsMatching(
            failure ->
                failure instanceof KubernetesClientException conflict && conflict.getCode() == 409)
        .until(
            () -> tenant().services().inNamespace("default").withName(name).edit(change) != null);
  }

  void delete(String name) {
    tenant().services().inNamespace("default").withName(name).delete();
  }

  Optional<Service> service(String name) {
    return Optional.ofNullable(tenant().services().inNamespace("default").withName(name).get());
  }

  /** The hub's half of a Service. */
  Optional<LoadBalancer> loadBalancer(String service) {
    return service(service)
        .map(
            found ->
                hub()
                    .resources(LoadBalancer.class)
                    .inNamespace(TENANT)
                    .withName(found.getMetadata().getUid())
                    .get());
  }

  /** The hub Service of a Service. */
  Optional<Service> hubService(String service) {
    return hub()
        .services()
        .inNamespace(TENANT)
        .withLabel(Wire.LABEL_ORIGIN_NAME, service)
        .list()
        .getItems()
        .stream()
        .filter(found -> !found.isMarkedForDeletion())
        .findFirst();
  }

  /** Port of the proxy that serves the first port of a Service, once that is decided. */
  int listener(String service) {
    eventually().until(() -> hubService(service).isPresent());
    return listener(hubService(service).orElseThrow());
  }

  /** Port of the proxy that serves the first port of a hub Service. */
  static int listener(Service hubService) {
    return hubService.getSpec().getPorts().getFirst().getTargetPort().getIntVal();
  }

  /** The hub Services of the tenant's Gateways. */
  List<Service> gatewayServices() {
    return hub().services().inNamespace(TENANT).withLabel(Wire.LABEL_ROUTE).list().getItems();
  }

  /** Waits until the tenant's user sees an address, and clients get answers. */
  void awaitServed(String service) {
    eventually().untilAsserted(() -> assertThat(addresses(service)).as(service).isNotEmpty());
    eventually()
        .untilAsserted(() -> assertThat(answer(listener(service))).contains(service + " on"));
  }

  /**
   * Waits until the hub has nothing of a Service any more and its proxy has let go of this port.
   */
  void awaitNothingOf(String service, int listener) {
    eventually().until(() -> hubService(service).isEmpty());
    eventually()
        .until(
            () ->
                hub()
                    .resources(LoadBalancer.class)
                    .inNamespace(TENANT)
                    .withLabel(Wire.LABEL_ORIGIN_NAME, service)
                    .list()
                    .getItems()
                    .isEmpty());
    eventually().until(() -> !isListening(listener));
  }

  List<String> addresses(String service) {
    return service(service)
        .map(found -> found.getStatus().getLoadBalancer().getIngress())
        .orElse(List.of())
        .stream()
        .map(ingress -> ingress.getIp())
        .toList();
  }

  /** A condition of the hub's half of a Service. */
  Optional<Condition> condition(String service, String type) {
    return loadBalancer(service)
        .map(LoadBalancer::getStatus)
        .flatMap(status -> Conditions.find(status.conditions(), type));
  }

  /** Waits until the hub gives a reason for not being ready. */
  void awaitReason(String service, String reason) {
    eventually()
        .untilAsserted(
            () ->
                assertThat(condition(service, "Ready").map(Condition::getReason))
                    .as(service)
                    .contains(reason));
  }

  /** What we tell the user in {@code kubectl describe}. */
  List<String> events(String service) {
    return tenant().events().v1().events().inNamespace("default").list().getItems().stream()
        .filter(event -> event.getReportingController().startsWith("kubelb.k8c.io/"))
        .filter(event -> event.getRegarding().getName().equals(service))
        .map(event -> event.getReason() + ": " + event.getNote())
        .toList();
  }

  /** Whether a proxy listens on a port, be there an endpoint behind it or not. */
  static boolean isListening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a client gets at a port of the proxy; empty where nobody listens. */
  static String answer(int port) {
    return answer(port, "test");
  }

  /** What a client gets that asks for a host. */
  static String answer(int port, String host) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      socket.setSoTimeout(2000);
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    nodePorts.close();
    door.close();
    tier.close();
  }
}
