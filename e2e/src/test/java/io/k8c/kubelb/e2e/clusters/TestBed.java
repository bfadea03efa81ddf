package io.k8c.kubelb.e2e.clusters;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.install.Diagnosis;
import io.k8c.kubelb.e2e.install.GatewayKinds;
import io.k8c.kubelb.e2e.install.ImageNames;
import io.k8c.kubelb.e2e.install.Installation;
import io.k8c.kubelb.e2e.install.ProgramImages;
import io.k8c.kubelb.e2e.lab.Cluster;
import io.k8c.kubelb.e2e.lab.ClusterSpec;
import io.k8c.kubelb.e2e.lab.Lab;
import io.k8c.kubelb.e2e.lab.LabOptions;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.e2e.lab.host.Together;
import io.k8c.kubelb.e2e.lab.host.Wait;
import io.k8c.kubelb.e2e.lab.image.Images;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A hub of one node, tenant cluster one of three nodes and two of one, Gateway API and KubeLB in
 * all of them, and a client outside.
 */
record TestBed(
    Lab lab,
    Cluster hubCluster,
    Installation installation,
    TenantCluster one,
    TenantCluster two,
    Client client)
    implements AutoCloseable {
  /** A Service of each tenant that stays: without any, a tenant has no proxies. */
  static final String ANCHOR = "anchor";

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A share of the CPU that bears other people's work on this machine. */
  static final Map<String, String> MANAGER_VALUES =
      Map.of("kubelb.envoyProxy.resources.requests.cpu", "100m");

  /** How long tenant cluster one keeps sending traffic to a node that is not ready. */
  static final Duration HOLD = Duration.ofSeconds(10);

  static TestBed start() {
    LabOptions options = LabOptions.standard();
    List<Path> images = ProgramImages.build(Toolchain.root(), new Images(options.programs()));
    Lab lab = Lab.start(options.withImages(images));
    try {
      return in(lab, options.programs());
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private static TestBed in(Lab lab, Path programs) {
    List<Cluster> clusters =
        lab.startAll(
            List.of(
                ClusterSpec.of("hub", 1),
                ClusterSpec.of("tenant-one", 3),
                ClusterSpec.of("tenant-two", 1)));
    Cluster hub = clusters.getFirst();
    lab.cloud(hub);
    var installation =
        new Installation(Toolchain.root(), programs, ImageNames.lab(), Access.to(hub));
    var bed =
        new TestBed(
            lab,
            hub,
            installation,
            new TenantCluster(clusters.get(1)),
            new TenantCluster(clusters.get(2)),
            new Client(lab.outside()));
    bed.install();
    return bed;
  }

  private void install() {
    // Before the charts, which make the class kubelb where Gateway API is known.
    var kinds = new GatewayKinds(Toolchain.clients());
    Together.run(
        Stream.concat(Stream.of(hub()), tenants().map(TenantCluster::access))
            .<Runnable>map(cluster -> () -> kinds.install(cluster.client()))
            .toList());
    Together.run(
        List.of(() -> installation.manager(MANAGER_VALUES), one::installEcho, two::installEcho));
    tenants().forEach(tenant -> installation.tenant(tenant(tenant.name())));
    Together.run(tenants().<Runnable>map(tenant -> () -> serve(tenant)).toList());
  }

  private void serve(TenantCluster tenant) {
    installCcm(tenant);
    publish(tenant, EchoService.named(ANCHOR).http(80).kept());
  }

  private void installCcm(TenantCluster tenant) {
    installation.ccm(
        tenant.name(),
        tenant.access(),
        hubCluster.serverUrlInLab(),
        Map.of(
            "kubelb.nodeNotReadyHold",
            HOLD.toSeconds() + "s",
            // Beside the echo servers: tests take the other nodes away.
            "nodeSelector.kubernetes\\.io/hostname",
            tenant.cluster().nodes().getFirst().name()));
  }

  static Tenant tenant(String name) {
    var tenant = new Tenant();
    tenant.setMetadata(new ObjectMetaBuilder().withName(name).build());
    tenant.setSpec(Tenant.Spec.NONE);
    return tenant;
  }

  Access hub() {
    return installation.hub();
  }

  private Stream<TenantCluster> tenants() {
    return Stream.of(one, two);
  }

  /** Makes a Service; returns when clients outside get answers from it. */
  Published publish(TenantCluster tenant, EchoService service) {
    Published published = create(tenant, service);
    await("%s answers".formatted(published), published::answers);
    return published;
  }

  /** Makes a Service that may have to wait. */
  Published create(TenantCluster tenant, EchoService service) {
    var _ = tenant.client().resource(service.build()).create();
    return new Published(this, tenant, service);
  }

  Proxy proxy(TenantCluster tenant) {
    return new Proxy(hubCluster, tenant.hubNamespace());
  }

  Managers managers() {
    return new Managers(hub());
  }

  /** Returns as soon as the condition holds. */
  void await(String what, BooleanSupplier condition) {
    await(PATIENCE, what, condition);
  }

  void await(Duration patience, String what, BooleanSupplier condition) {
    Wait.upTo(patience)
        .until(
            () -> holds(condition), () -> "did not hold within %s: %s".formatted(patience, what));
  }

  /** An API server that does not answer says nothing of the condition. */
  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  void removeServices() {
    tenants().forEach(TenantCluster::removeServices);
    await("nothing of a test is left", () -> tenants().allMatch(this::isEmpty));
  }

  private boolean isEmpty(TenantCluster tenant) {
    return tenant.services().isEmpty()
        && tenant.loadBalancers(hub()).list().getItems().stream()
            .allMatch(object -> ANCHOR.equals(TenantCluster.origin(object)));
  }

  String diagnosis() {
    return Stream.concat(
            Stream.of("manager:\n" + Diagnosis.of(hub(), Installation.NAMESPACE)),
            tenants()
                .flatMap(
                    tenant ->
                        Stream.of(
                            "CCM of %s:%n%s"
                                .formatted(
                                    tenant.name(),
                                    Diagnosis.of(tenant.access(), Installation.NAMESPACE)),
                            "proxies of %s:%n%s"
                                .formatted(
                                    tenant.name(), Diagnosis.of(hub(), tenant.hubNamespace())),
                            tenant.statuses(hub()))))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    lab.close();
  }
}
