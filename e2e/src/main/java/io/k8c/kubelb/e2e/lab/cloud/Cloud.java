package io.k8c.kubelb.e2e.lab.cloud;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the part of a cloud's load balancer for one cluster: Services of type LoadBalancer without
 * a class, or of the class {@value #CLASS}, get an address on the LAN within milliseconds and keep
 * it until they go.
 */
public final class Cloud implements AutoCloseable {
  public static final String CLASS = "cloud-provider-lb";

  private static final Logger LOG = LoggerFactory.getLogger(Cloud.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final ServiceStatus status;
  private final Numbers numbers;
  private final Site site;
  // Touched by the worker only: one Service is settled at a time.
  private final Map<String, Lease> leases = new HashMap<>();
  private final Map<String, String> refused = new HashMap<>();
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cloud").factory());
  private final SharedIndexInformer<Service> services;
  private final SharedIndexInformer<EndpointSlice> slices;
  private final SharedIndexInformer<Node> nodes;

  /**
   * Draws on the numbers of addresses that there are; other clouds of the lab may draw on the same.
   */
  public Cloud(KubernetesClient client, Numbers numbers, Site site) {
    this.status = new ServiceStatus(client);
    this.numbers = numbers;
    this.site = site;
    this.nodes = client.nodes().inform();
    this.slices = client.discovery().v1().endpointSlices().inAnyNamespace().inform();
    this.services = client.services().inAnyNamespace().inform();
    slices.addEventHandler(new OnChange<>(slice -> settle(serviceOf(slice))));
    nodes.addEventHandler(new OnChange<>(_ -> settleAll()));
    services.addEventHandler(new OnChange<>(service -> settle(keyOf(service))));
  }

  @Override
  public void close() {
    List.of(services, slices, nodes).forEach(SharedIndexInformer::stop);
    worker.shutdownNow();
  }

  private void settleAll() {
    services.getIndexer().list().forEach(service -> settle(keyOf(service)));
  }

  private void settle(String key) {
    // Events of one Service come in bursts; one look at the caches serves them all.
    if (!worker.isShutdown() && waiting.add(key)) {
      worker.execute(() -> attempt(key));
    }
  }

  private void attempt(String key) {
    waiting.remove(key);
    try {
      Service service = services.getIndexer().getByKey(key);
      Lease lease = leases.get(key);
      if (service != null && isOurs(service)) {
        Optional.ofNullable(lease)
            .or(() -> allocate(key, service))
            .ifPresent(l -> serve(key, service, l));
      } else {
        refused.remove(key);
        release(key, lease);
      }
    } catch (RuntimeException e) {
      if (!isGone(e)) {
        LOG.atWarn().addKeyValue("service", key).setCause(e).log("not settled, trying again");
      }
      Objects.requireNonNull(
          worker.schedule(() -> settle(key), RETRY.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  /** The Service was deleted meanwhile; the watch tells soon. */
  private static boolean isGone(RuntimeException failure) {
    return failure instanceof KubernetesClientException refused
        && refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }

  /** A lease without a node yet; an address that the Service already has is taken over. */
  private Optional<Lease> allocate(String key, Service service) {
    Optional<Integer> wanted = ServiceStatus.addressOf(service).map(site::number);
    Optional<Integer> number = wanted.isEmpty() ? numbers.take() : wanted.filter(numbers::take);
    if (number.isEmpty()) {
      String why =
          wanted.isEmpty() ? "all addresses are taken" : "the requested address is not free";
      if (!why.equals(refused.put(key, why))) {
        status.refuse(service, why);
      }
    }
    return number.map(n -> new Lease(n, "", List.of()));
  }

  private void serve(String key, Service service, Lease lease) {
    List<EndpointSlice> own =
        slices
            .getIndexer()
            .byIndex(Cache.NAMESPACE_INDEX, service.getMetadata().getNamespace())
            .stream()
            .filter(slice -> key.equals(serviceOf(slice)))
            .toList();
    String node =
        Placement.choose(service, own, nodes.getIndexer().list(), lease.node())
            .orElse(lease.node());
    refused.remove(key);
    leases.put(key, lease);
    if (!node.equals(lease.node())) {
      move(key, lease, node);
    }
    List<String> addresses = site.addresses(lease.number(), service.getSpec().getIpFamilies());
    if (!node.isEmpty()) {
      status.announce(service, addresses.stream().map(Cloud::ingress).toList());
    }
    if (!service.getSpec().getPorts().equals(lease.ports())) {
      site.offer(lease.number(), addresses.getFirst(), service.getSpec().getPorts());
    }
    // Last, so that what failed is done again.
    leases.put(key, new Lease(lease.number(), node, service.getSpec().getPorts()));
  }

  private void move(String key, Lease lease, String node) {
    if (!lease.node().isEmpty()) {
      site.take(lease.number(), lease.node());
    }
    site.put(lease.number(), node);
    LOG.atInfo()
        .addKeyValue("service", key)
        .addKeyValue("number", lease.number())
        .addKeyValue("node", node)
        .log("address placed");
  }

  private void release(String key, @Nullable Lease lease) {
    if (lease == null) {
      return;
    }
    leases.remove(key);
    site.offer(lease.number(), "", List.of());
    if (!lease.node().isEmpty()) {
      site.take(lease.number(), lease.node());
    }
    numbers.give(lease.number());
    LOG.atInfo().addKeyValue("service", key).addKeyValue("number", lease.number()).log("released");
    settleAll();
  }

  private static LoadBalancerIngress ingress(String address) {
    var ingress = new LoadBalancerIngress();
    ingress.setIp(address);
    ingress.setIpMode("VIP");
    return ingress;
  }

  private static boolean isOurs(Service service) {
    String wanted = service.getSpec().getLoadBalancerClass();
    return "LoadBalancer".equals(service.getSpec().getType())
        && (wanted == null || CLASS.equals(wanted));
  }

  private static String keyOf(HasMetadata object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  private static String serviceOf(EndpointSlice slice) {
    Map<String, String> labels =
        Objects.requireNonNullElse(slice.getMetadata().getLabels(), Map.of());
    return Cache.namespaceKeyFunc(
        slice.getMetadata().getNamespace(), labels.getOrDefault("kubernetes.io/service-name", ""));
  }
}
