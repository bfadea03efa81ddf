package io.k8c.kubelb.e2e.bench;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.e2e.fast.FastTenant;
import io.k8c.kubelb.e2e.install.Installation;
import io.k8c.kubelb.e2e.lab.Cluster;
import io.k8c.kubelb.e2e.lab.Lab;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lab: whole clusters in which everything is installed as users do it, asked by a client
 * outside of them at the addresses that the lab's cloud gives.
 */
record LabBed(
    Lab lab,
    Cluster hub,
    Cluster cluster,
    SharedIndexInformer<Service> hubServices,
    SharedIndexInformer<Service> tenantServices)
    implements Bed {
  private static final int METRICS_PORT = 9443;

  LabBed(Lab lab, Cluster hub, Cluster cluster) {
    this(lab, hub, cluster, services(hub), services(cluster));
  }

  private static SharedIndexInformer<Service> services(Cluster cluster) {
    return cluster.client().services().inAnyNamespace().inform();
  }

  @Override
  public KubernetesClient tenant() {
    return cluster.client();
  }

  /** All lead to the same pods. */
  @Override
  public Service service(String name) {
    return new ServiceBuilder(FastTenant.service(name))
        .editSpec()
        .addToSelector("app", LabSetup.ECHO)
        .editFirstPort()
        .withNewTargetPort("http")
        .endPort()
        .endSpec()
        .build();
  }

  @Override
  public Optional<InetSocketAddress> door(Service hubService) {
    int port = hubService.getSpec().getPorts().getFirst().getPort();
    return Optional.ofNullable(hubService.getStatus())
        .map(status -> status.getLoadBalancer())
        .flatMap(balancer -> balancer.getIngress().stream().findFirst())
        .map(LoadBalancerIngress::getIp)
        .map(ip -> new InetSocketAddress(ip, port));
  }

  @Override
  public Socket socket() {
    return lab.outside().tcp().socket();
  }

  @Override
  public void addNode() {
    var _ = cluster.addNode();
  }

  @Override
  public String managerMetrics() {
    String pod =
        LabPods.named(hub, Installation.NAMESPACE, Installation.MANAGER)
            .getFirst()
            .getMetadata()
            .getName();
    return hub.client()
        .raw(
            "/api/v1/namespaces/%s/pods/%s:%d/proxy/metrics"
                .formatted(Installation.NAMESPACE, pod, METRICS_PORT));
  }

  @Override
  public Map<String, Double> residentMiB() {
    String namespace = TenantNamespace.of(cluster.name());
    return new TreeMap<>(
        Map.of(
            "manager", LabPods.residentMiB(hub, Installation.NAMESPACE, Installation.MANAGER),
            "ccm", LabPods.residentMiB(cluster, Installation.NAMESPACE, Installation.CCM),
            "envoy", LabPods.residentMiB(hub, namespace, "envoy-" + namespace)));
  }

  @Override
  public AuditLog hubWrites() {
    return AuditLog.ofKubeLb(hub.auditLog());
  }

  @Override
  public AuditLog tenantWrites() {
    return AuditLog.ofKubeLb(cluster.auditLog());
  }

  @Override
  public void close() {
    lab.close();
  }
}
