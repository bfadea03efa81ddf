package io.k8c.kubelb.e2e.quickstart;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.install.GatewayKinds;
import io.k8c.kubelb.e2e.install.ImageNames;
import io.k8c.kubelb.e2e.install.Installation;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.kube.Clients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Clusters that the user brought; KubeLB must not be in them yet, and leaves them at the end. */
final class OwnGround implements Ground {
  private final Clients clients = new Clients();
  private final Access hub;
  private final List<Access> tenants = new ArrayList<>();
  private final List<Access> withoutGatewayKinds = new ArrayList<>();
  private final QuickstartOptions.Own options;
  private final Path programs = Toolchain.clients();
  private boolean closed;

  OwnGround(Path hub, QuickstartOptions.Own options) {
    this.options = options;
    this.hub = access("hub", hub);
    options.tenants().forEach((name, kubeconfig) -> tenants.add(access(name, kubeconfig)));
    Removal.refuseWhereInstalled(this);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  private Access access(String name, Path kubeconfig) {
    if (!Files.isReadable(kubeconfig)) {
      throw new LabException(
          "%s, the kubeconfig of %s, cannot be read; give the path of a file"
              .formatted(kubeconfig, name));
    }
    return new Access(name, kubeconfig, open(name, kubeconfig));
  }

  private KubernetesClient open(String name, Path kubeconfig) {
    KubernetesClient client;
    try {
      client = clients.open(kubeconfig);
    } catch (RuntimeException e) {
      throw new LabException(
          "%s, the kubeconfig of %s, cannot be used: %s".formatted(kubeconfig, name, cause(e)));
    }
    try {
      var _ = client.getKubernetesVersion();
    } catch (KubernetesClientException e) {
      client.close();
      throw new LabException(
          "%s does not answer at %s: %s".formatted(name, client.getMasterUrl(), cause(e)));
    }
    return client;
  }

  private static String cause(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage()).replaceAll("\\s+", " ");
  }

  @Override
  public Access hub() {
    return hub;
  }

  @Override
  public List<Access> tenants() {
    return List.copyOf(tenants);
  }

  @Override
  public void gatewayKinds(Access tenant) {
    if (!GatewayKinds.known(tenant.client())) {
      withoutGatewayKinds.add(tenant);
      new GatewayKinds(programs).install(tenant.client());
    }
  }

  @Override
  public String hubAddress() {
    return options.hubAddress();
  }

  @Override
  public Path programs() {
    return programs;
  }

  @Override
  public ImageNames images() {
    return options.images();
  }

  @Override
  public String echoImage() {
    return options.echoImage();
  }

  @Override
  public String here(String address) {
    return address;
  }

  @Override
  public CompletableFuture<?> gone() {
    return new CompletableFuture<>();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      new Removal(this, new Installation(Toolchain.root(), programs, options.images(), hub)).run();
      // What was there before stays.
      withoutGatewayKinds.forEach(tenant -> new GatewayKinds(programs).remove(tenant.client()));
    } finally {
      tenants.forEach(tenant -> tenant.client().close());
      hub.client().close();
      clients.close();
    }
  }
}
