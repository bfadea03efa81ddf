package io.k8c.kubelb.e2e.bench;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.e2e.fast.FastTenant;
import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.install.ImageNames;
import io.k8c.kubelb.e2e.install.Installation;
import io.k8c.kubelb.e2e.install.ProgramImages;
import io.k8c.kubelb.e2e.lab.Cluster;
import io.k8c.kubelb.e2e.lab.ClusterSpec;
import io.k8c.kubelb.e2e.lab.Lab;
import io.k8c.kubelb.e2e.lab.LabOptions;
import io.k8c.kubelb.e2e.lab.image.Images;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes a hub and a tenant cluster of one node each, with KubeLB and echo servers in them. */
record LabSetup(Path root, Path programs) {
  /** The echo servers that every Service of the benchmark leads to. */
  static final String ECHO = "echo-server";

  private static final String TENANT = "bench";
  private static final String SAMPLE = "config/samples/quickstart/echo-server.yaml";

  /** One manager and one proxy, as in the fast tier; the requests bear a small machine. */
  private static final Map<String, String> MANAGER =
      Map.of(
          "replicaCount", "1",
          "kubelb.envoyProxy.replicas", "1",
          "kubelb.envoyProxy.resources.requests.cpu", "100m");

  /**
   * Starts everything.
   *
   * @param services how many there will be at most
   */
  static LabBed start(Path root, int services) {
    LabOptions options = LabOptions.standard();
    List<Path> images = ProgramImages.build(root, new Images(options.programs()));
    Lab lab = Lab.start(options.withImages(images).withAddresses(services));
    try {
      return new LabSetup(root, options.programs()).in(lab);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private LabBed in(Lab lab) {
    List<Cluster> clusters =
        lab.startAll(
            List.of(ClusterSpec.of("hub", 1).audited(), ClusterSpec.of(TENANT, 1).audited()));
    Cluster hub = clusters.getFirst();
    Cluster tenant = clusters.getLast();
    lab.cloud(hub);
    echo(tenant.client());
    var installation = new Installation(root, programs, ImageNames.lab(), Access.to(hub));
    installation.manager(MANAGER);
    installation.tenant(FastTenant.tenant(TENANT));
    installation.ccm(TENANT, Access.to(tenant), hub.serverUrlInLab(), Map.of());
    var bed = new LabBed(lab, hub, tenant);
    var _ = tenant.client().resource(bed.service(Bed.FIRST)).create();
    return bed;
  }

  private void echo(KubernetesClient client) {
    try (InputStream yaml = Files.newInputStream(root.resolve(SAMPLE))) {
      client.load(yaml).items().stream()
          .filter(Deployment.class::isInstance)
          .forEach(deployment -> client.resource(deployment).serverSideApply());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
