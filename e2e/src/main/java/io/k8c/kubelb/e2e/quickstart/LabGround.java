package io.k8c.kubelb.e2e.quickstart;

import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.install.GatewayKinds;
import io.k8c.kubelb.e2e.install.ImageNames;
import io.k8c.kubelb.e2e.install.ProgramImages;
import io.k8c.kubelb.e2e.lab.Cluster;
import io.k8c.kubelb.e2e.lab.ClusterSpec;
import io.k8c.kubelb.e2e.lab.Lab;
import io.k8c.kubelb.e2e.lab.LabOptions;
import io.k8c.kubelb.e2e.lab.cli.Progress;
import io.k8c.kubelb.e2e.lab.image.Images;
import io.k8c.kubelb.e2e.lab.kube.AddressPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Clusters made for the quickstart on this machine. */
record LabGround(Lab lab, Path programs, Cluster hubCluster, List<Access> tenants)
    implements Ground {

  /** Makes a hub, a tenant cluster of two nodes and one of one. */
  static LabGround make(Path root, Progress progress) {
    LabOptions options = LabOptions.standard();
    progress.say("building the images of both programs");
    List<Path> images = ProgramImages.build(root, new Images(options.programs()));
    progress.say("starting a hub and two tenant clusters, four nodes in all");
    Lab lab = Lab.start(options.withImages(images));
    // From here on nothing is left even if the next step fails or the user loses patience.
    Runtime.getRuntime().addShutdownHook(new Thread(lab::close));
    List<Cluster> clusters =
        lab.startAll(
            List.of(
                ClusterSpec.of("hub", 1),
                ClusterSpec.of("tenant-cluster-1", 2),
                ClusterSpec.of("tenant-cluster-2", 1)));
    lab.cloud(clusters.getFirst());
    List<Access> tenants = clusters.stream().skip(1).map(Access::to).toList();
    return new LabGround(lab, options.programs(), clusters.getFirst(), tenants);
  }

  @Override
  public Access hub() {
    return Access.to(hubCluster);
  }

  @Override
  public void gatewayKinds(Access tenant) {
    new GatewayKinds(programs).install(tenant.client());
  }

  @Override
  public String hubAddress() {
    return hubCluster.serverUrlInLab();
  }

  @Override
  public ImageNames images() {
    return ImageNames.lab();
  }

  @Override
  public String echoImage() {
    return "localhost/echo:1";
  }

  @Override
  public String here(String address) {
    return lab.relay().host(AddressPlan.number(address));
  }

  @Override
  public CompletableFuture<?> gone() {
    return lab.gone();
  }

  @Override
  public void close() {
    lab.close();
  }
}
