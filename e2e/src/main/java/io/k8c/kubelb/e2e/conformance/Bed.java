package io.k8c.kubelb.e2e.conformance;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.install.ImageNames;
import io.k8c.kubelb.e2e.install.Installation;
import io.k8c.kubelb.e2e.install.ProgramImages;
import io.k8c.kubelb.e2e.lab.Cluster;
import io.k8c.kubelb.e2e.lab.ClusterSpec;
import io.k8c.kubelb.e2e.lab.Lab;
import io.k8c.kubelb.e2e.lab.LabOptions;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.e2e.lab.cli.Progress;
import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.Together;
import io.k8c.kubelb.e2e.lab.image.Images;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A hub and one tenant cluster, a node each, that the suite is run against. */
final class Bed implements AutoCloseable {
  private final Lab lab;
  private final Path programs;
  private final Cluster hub;
  private final Cluster tenant;
  private final Evidence evidence;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Bed(Lab lab, Path programs, Path folder, List<Cluster> clusters) {
    this.lab = lab;
    this.programs = programs;
    this.hub = clusters.getFirst();
    this.tenant = clusters.getLast();
    this.evidence = new Evidence(folder, programs);
  }

  /** Makes the clusters, with nothing of ours in them yet. Their logs are kept in the folder. */
  static Bed make(Path folder, Progress progress) {
    LabOptions options = LabOptions.with(Toolchain::conformance);
    Path programs = options.programs();
    progress.say("building the images of both programs and of the suite's servers");
    List<Path> ours = ProgramImages.build(Toolchain.root(), new Images(programs));
    List<Path> suite = new SuiteImages(programs).archives();
    progress.say("starting a hub and a tenant cluster");
    Lab lab = Lab.start(options.withImages(suite).withImages(ours));
    try {
      List<Cluster> clusters =
          lab.startAll(List.of(ClusterSpec.of("hub", 1), ClusterSpec.of("tenant", 1)));
      lab.cloud(clusters.getFirst());
      var bed = new Bed(lab, programs, folder, clusters);
      // Nothing is left, and the logs are kept, even if the user loses patience.
      Runtime.getRuntime().addShutdownHook(new Thread(bed::close));
      return bed;
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** Installs Gateway API and KubeLB as the guide does; the class is accepted on return. */
  void install(Progress progress) {
    var gatewayApi = new GatewayApi(Access.to(tenant), programs);
    var installation =
        new Installation(Toolchain.root(), programs, ImageNames.lab(), Access.to(hub));
    progress.say("installing the manager in the hub, Gateway API in the tenant cluster");
    Together.run(List.of(() -> installation.manager(Map.of()), gatewayApi::install));
    progress.say("registering the tenant and installing the CCM");
    installation.tenant(registration());
    installation.ccm(tenant.name(), Access.to(tenant), hub.serverUrlInLab(), Map.of());
    progress.say("waiting for the GatewayClass");
    int features = gatewayApi.awaitClass();
    progress.say("GatewayClass %s claims %d features".formatted(GatewayApi.CLASS, features));
  }

  private Tenant registration() {
    var object = new Tenant();
    object.setMetadata(new ObjectMetaBuilder().withName(tenant.name()).build());
    object.setSpec(Tenant.Spec.NONE);
    return object;
  }

  /** The toolchain's directory. */
  Path programs() {
    return programs;
  }

  /** Starts a program outside of both clusters that has all rights in the tenant cluster. */
  Process start(List<String> words, Path log) {
    Path kubeconfig = tenant.kubeconfig().resolveSibling("kubeconfig-in-lab");
    try {
      Files.writeString(kubeconfig, tenant.kubeconfigInLab());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> environment = Map.of("KUBECONFIG", kubeconfig.toString());
    return lab.startOutside(Command.of(words).with(environment), log);
  }

  /** How people get at the clusters from their own shell while the bed is there. */
  String access() {
    return "hub: export KUBECONFIG=%s%ntenant: export KUBECONFIG=%s%naddresses 10.90.0.X are %s here"
        .formatted(hub.kubeconfig(), tenant.kubeconfig(), lab.relay().pattern());
  }

  CompletableFuture<?> gone() {
    return lab.gone();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      lab.gone().join();
      return;
    }
    try {
      evidence.keep(hub, tenant);
    } finally {
      lab.close();
    }
  }
}
