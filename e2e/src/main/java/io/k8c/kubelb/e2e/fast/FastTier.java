package io.k8c.kubelb.e2e.fast;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.e2e.install.GatewayKinds;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.Output;
import io.k8c.kubelb.e2e.lab.host.Wait;
import io.k8c.kubelb.e2e.lab.kube.Clients;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A hub and its tenants in the fast tier; closing it ends everything that was started through it.
 */
public final class FastTier implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Path root;
  private final Path folder;
  private final Path toolchain = Toolchain.fast();
  private final Clients clients = new Clients();
  private final Deque<Part> parts = new ArrayDeque<>();
  private final FastCluster hub;

  /**
   * Starts a hub's API server with our kinds in it.
   *
   * @param root of the project
   * @param folder for files and logs
   */
  public FastTier(Path root, Path folder) {
    this.root = root;
    this.folder = folder;
    part(clients);
    this.hub = part(FastCluster.start("hub", toolchain, folder, clients));
    try {
      hub.awaitReady();
      apply(hub.client(), "charts/kubelb-manager/crds");
      apply(hub.client(), "charts/kubelb-manager/files");
      part(new StandIn(hub));
      namespace(hub.client(), "kubelb");
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Makes a cluster know Gateway API. */
  public void gatewayKinds(KubernetesClient cluster) {
    new GatewayKinds(toolchain).install(cluster);
  }

  /**
   * An API server that plays a tenant cluster.
   *
   * @param more options of it
   */
  public FastCluster cluster(String name, String... more) {
    return part(FastCluster.start(name, toolchain, folder, clients, more)).awaitReady();
  }

  public FastCluster hub() {
    return hub;
  }

  /** Starts a manager; its xDS port goes into the bootstraps that it writes. */
  public FastProgram manager(String name) {
    int xds = Ports.free();
    return manager(name, xds);
  }

  /** Starts a manager that proxies find at a given port. */
  public FastProgram manager(String name, int xds) {
    return manager(name, xds, xds);
  }

  /**
   * Starts a manager that listens on one port and is found at another, as behind a Service.
   *
   * @param found goes into the bootstraps of proxies
   */
  public FastProgram manager(String name, int listening, int found, String... more) {
    FastProgram.Pages pages = new FastProgram.Pages(Ports.free(), Ports.free());
    List<String> arguments = new ArrayList<>(pages.arguments());
    arguments.addAll(
        List.of(
            "--kubeconfig=" + hub.kubeconfig(),
            "--listen-address=127.0.0.1:" + listening,
            "--xds-address=127.0.0.1:" + found));
    arguments.addAll(List.of(more));
    return part(
        new FastProgram(Running.start(name, folder, Programs.manager(root, arguments)), pages));
  }

  /**
   * Starts the CCM of a tenant cluster with the credentials of its account in the hub.
   *
   * @param tenant name of the Tenant, which must be ready
   */
  public FastProgram ccm(String tenant, String namespace, FastCluster cluster, String... more) {
    Path kubeconfig = folder.resolve(tenant + "-hub.kubeconfig");
    try {
      Files.writeString(kubeconfig, hubKubeconfig(namespace));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ccm(tenant, cluster, kubeconfig, more);
  }

  /** Starts the CCM of a tenant cluster with the credentials of a file, which need not be there. */
  public FastProgram ccm(String tenant, FastCluster cluster, Path kubeconfig, String... more) {
    FastProgram.Pages pages = new FastProgram.Pages(Ports.free(), Ports.free());
    List<String> arguments = new ArrayList<>(pages.arguments());
    arguments.addAll(
        List.of(
            "--kubeconfig=" + cluster.kubeconfig(),
            "--leader-election-namespace=default",
            "--cluster-name=" + tenant,
            "--kubelb-kubeconfig=" + kubeconfig));
    arguments.addAll(List.of(more));
    Running process = Running.start(tenant + "-ccm", folder, Programs.ccm(root, arguments));
    return part(new FastProgram(process, pages));
  }

  /** A tenant's way into the hub; the token comes from elsewhere where controllers run. */
  public String hubKubeconfig(String namespace) {
    var account = hub.client().serviceAccounts().inNamespace(namespace).withName("kubelb-ccm");
    Wait.upTo(START).until(() -> account.get() != null, () -> "no account in " + namespace);
    String token =
        account
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(86_400L)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    return """
    apiVersion: v1
    kind: Config
    current-context: c
    clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: %s}}]
    users: [{name: c, user: {token: %s}}]
    contexts: [{name: c, context: {cluster: c, user: c}}]
    """
        .formatted(
            hub.url(),
            java.util.Base64.getEncoder()
                .encodeToString(hub.authority().getBytes(StandardCharsets.UTF_8)),
            token);
  }

  /** A port of this machine that nobody listens on. */
  public static int freePort() {
    return Ports.free();
  }

  /** Runs kubectl against a cluster; standard error is part of the output. */
  public Output kubectl(FastCluster cluster, String... words) {
    List<String> command = new ArrayList<>();
    command.add(toolchain.resolve("kubectl").toString());
    command.add("--kubeconfig=" + cluster.kubeconfig());
    command.addAll(List.of(words));
    return Command.of(command).run();
  }

  /** Starts a proxy of a tenant once the manager has written what it is started with. */
  public FastEnvoy envoy(String name, String namespace) {
    return part(FastEnvoy.start(name, toolchain, folder, hub.client(), namespace));
  }

  /** Applies every YAML file of a folder of the project. */
  public void apply(KubernetesClient client, String path) {
    try (Stream<Path> files = Files.list(root.resolve(path))) {
      for (Path file : files.sorted().toList()) {
        try (InputStream yaml = Files.newInputStream(file)) {
          client.load(yaml).serverSideApply();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void namespace(KubernetesClient client, String name) {
    client
        .resource(
            new io.fabric8.kubernetes.api.model.NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build())
        .serverSideApply();
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(
        () -> {
          try {
            part.close();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }

  private interface Part {
    void close();
  }
}
