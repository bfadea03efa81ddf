package io.k8c.kubelb.e2e.bench;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.k8c.kubelb.e2e.fast.FastCluster;
import io.k8c.kubelb.e2e.fast.FastEnvoy;
import io.k8c.kubelb.e2e.fast.FastProgram;
import io.k8c.kubelb.e2e.fast.FastTenant;
import io.k8c.kubelb.e2e.fast.FastTier;
import io.k8c.kubelb.e2e.fast.NodeAddresses;
import io.k8c.kubelb.e2e.fast.NodePorts;
import io.k8c.kubelb.e2e.fast.Running;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fast tier: API servers and programs as processes on loopback, the rest is played. */
record FastBed(
    FastTier tier,
    FastCluster cluster,
    NodePorts node,
    FastProgram manager,
    FastProgram ccm,
    FastEnvoy envoy)
    implements Bed {
  private static final String NAMESPACE = "tenant-bench";
  private static final String NODE = NodeAddresses.of(1);

  /**
   * Starts everything.
   *
   * @param folder for files and logs
   */
  static FastBed start(Path root, Path folder) {
    FastTier tier = new FastTier(root, folder);
    try {
      return in(tier);
    } catch (RuntimeException e) {
      tier.close();
      throw e;
    }
  }

  private static FastBed in(FastTier tier) {
    KubernetesClient hub = tier.hub().client();
    hub.resource(FastTenant.config()).serverSideApply();
    FastProgram manager = tier.manager("manager").awaitReady();
    hub.resource(FastTenant.tenant(NAMESPACE)).serverSideApply();
    FastCluster cluster = tier.cluster("tenant");
    FastTenant.node(cluster.client(), "node-1", NODE);
    FastProgram ccm = tier.ccm(NAMESPACE, NAMESPACE, cluster).awaitReady();
    NodePorts node = new NodePorts(NODE, cluster);
    cluster.client().resource(FastTenant.service(FIRST)).create();
    return new FastBed(tier, cluster, node, manager, ccm, tier.envoy("envoy", NAMESPACE));
  }

  @Override
  public KubernetesClient tenant() {
    return cluster.client();
  }

  @Override
  public Service service(String name) {
    return FastTenant.service(name);
  }

  @Override
  public SharedIndexInformer<Service> tenantServices() {
    return cluster.services();
  }

  @Override
  public SharedIndexInformer<Service> hubServices() {
    return tier.hub().services();
  }

  /** The proxy's own port: the address is of a cloud that is played. */
  @Override
  public Optional<InetSocketAddress> door(Service hubService) {
    int port = hubService.getSpec().getPorts().getFirst().getTargetPort().getIntVal();
    return Optional.of(new InetSocketAddress("127.0.0.1", port));
  }

  @Override
  public Socket socket() {
    return new Socket();
  }

  @Override
  public void addNode() {
    FastTenant.node(cluster.client(), "node-2", NodeAddresses.of(2));
  }

  @Override
  public String managerMetrics() {
    return manager.metrics();
  }

  @Override
  public Map<String, Double> residentMiB() {
    return new TreeMap<>(
        Map.of(
            "manager", resident(manager.process()),
            "ccm", resident(ccm.process()),
            "envoy", resident(envoy.process())));
  }

  private static double resident(Running program) {
    return Processes.HERE.residentMiB(program.process().pid());
  }

  @Override
  public AuditLog hubWrites() {
    return AuditLog.ofAll(tier.hub().auditLog());
  }

  @Override
  public AuditLog tenantWrites() {
    return AuditLog.ofAll(cluster.auditLog());
  }

  @Override
  public void close() {
    node.close();
    tier.close();
  }
}
