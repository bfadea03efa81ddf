package io.k8c.kubelb.e2e.bench;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;

/**
 * A hub and a tenant cluster with KubeLB in both and one Service that is there already, for one
 * benchmark to be taken in several surroundings.
 */
interface Bed extends AutoCloseable {
  /** The Service that a bed begins with, since a tenant without any has no proxy. */
  String FIRST = "first";

  KubernetesClient tenant();

  /** What the tenant's user writes to have a Service of type LoadBalancer. */
  Service service(String name);

  SharedIndexInformer<Service> tenantServices();

  SharedIndexInformer<Service> hubServices();

  /** Where a client connects to; empty as long as the hub's Service does not tell. */
  Optional<InetSocketAddress> door(Service hubService);

  /** A client's socket that is not connected yet. */
  Socket socket();

  /** Adds a ready node to the tenant cluster. */
  void addNode();

  /** What Prometheus would read from the manager. */
  String managerMetrics();

  /** Resident memory of each program. */
  Map<String, Double> residentMiB();

  AuditLog hubWrites();

  AuditLog tenantWrites();

  @Override
  void close();
}
