package io.k8c.kubelb.e2e.fast;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.k8c.kubelb.e2e.lab.host.Wait;
import io.k8c.kubelb.e2e.lab.kube.Authority;
import io.k8c.kubelb.e2e.lab.kube.Clients;
import io.k8c.kubelb.e2e.lab.kube.Credential;
import io.k8c.kubelb.e2e.lab.kube.Kubeconfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API server with its etcd and no controllers. It is started here rather than by fabric8's
 * kube-api-test because that one has room for 254 Services only.
 */
public final class FastCluster implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);
  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - level: None
        verbs: [get, list, watch]
      - level: Metadata
      """;

  private final String name;
  private final Path folder;
  private final Running etcd;
  private final Running server;
  private final int port;
  private final Kubeconfig kubeconfig;
  private final KubernetesClient client;
  private @Nullable SharedIndexInformer<Service> services;

  private FastCluster(
      String name, Path toolchain, Path folder, Clients clients, List<String> more) {
    this.name = name;
    this.folder = folder;
    Authority authority = new Authority(name);
    Credential admin = authority.issue("O=system:masters,CN=admin", List.of());
    authority.issue("CN=kube-apiserver", List.of("127.0.0.1", "localhost")).write(folder, "server");
    Authority.bareKeys().write(folder, "accounts");
    write("ca.crt", authority.certificate());
    write("audit-policy.yaml", AUDIT_POLICY);
    int etcdPort = Ports.free();
    this.port = Ports.free();
    this.etcd = Running.start(name + "-etcd", folder, etcd(toolchain, etcdPort, Ports.free()));
    this.server = Running.start(name + "-apiserver", folder, server(toolchain, etcdPort, more));
    this.kubeconfig =
        new Kubeconfig(name, "https://127.0.0.1:" + port, authority.certificate(), admin);
    write("kubeconfig", kubeconfig.text());
    this.client = clients.open(kubeconfig);
  }

  /**
   * Starts a cluster; {@link #awaitReady} waits for it.
   *
   * @param more options of the API server
   */
  public static FastCluster start(
      String name, Path toolchain, Path parent, Clients clients, String... more) {
    try {
      return new FastCluster(
          name, toolchain, Files.createDirectories(parent.resolve(name)), clients, List.of(more));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> etcd(Path toolchain, int clientPort, int peerPort) {
    String client = "http://127.0.0.1:" + clientPort;
    String peer = "http://127.0.0.1:" + peerPort;
    return List.of(
        toolchain.resolve("etcd").toString(),
        "--data-dir=" + folder.resolve("etcd"),
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=default=" + peer,
        "--unsafe-no-fsync",
        "--log-level=warn");
  }

  private List<String> server(Path toolchain, int etcdPort, List<String> more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                toolchain.resolve("kube-apiserver").toString(),
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--secure-port=" + port,
                "--bind-address=127.0.0.1",
                "--advertise-address=10.255.255.1",
                "--tls-cert-file=" + folder.resolve("server.crt"),
                "--tls-private-key-file=" + folder.resolve("server.key"),
                "--client-ca-file=" + folder.resolve("ca.crt"),
                "--service-cluster-ip-range=10.96.0.0/16",
                "--service-account-key-file=" + folder.resolve("accounts.crt"),
                "--service-account-signing-key-file=" + folder.resolve("accounts.key"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--authorization-mode=RBAC",
                "--disable-admission-plugins=ServiceAccount",
                "--endpoint-reconciler-type=none",
                "--audit-policy-file=" + folder.resolve("audit-policy.yaml"),
                "--audit-log-path=" + auditLog(),
                "--profiling=false"));
    command.addAll(more);
    return command;
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the API server answers and has its first namespace. */
  public FastCluster awaitReady() {
    Wait.upTo(START).until(this::isReady, () -> name + " did not start; see " + server.log());
    return this;
  }

  private boolean isReady() {
    etcd.isAlive();
    server.isAlive();
    try {
      return client.namespaces().withName("default").get() != null;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  /** Every write to the API server, a JSON object a line. */
  public Path auditLog() {
    return folder.resolve("audit.log");
  }

  public KubernetesClient client() {
    return client;
  }

  /** The one watch of its Services that everything here shares. */
  public synchronized SharedIndexInformer<Service> services() {
    if (services == null) {
      services = client.services().inAnyNamespace().inform();
    }
    return services;
  }

  /** Address of the API server. */
  public String url() {
    return "https://127.0.0.1:" + port;
  }

  /** The administrator's way in. */
  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  /** Certificate of the authority that the API server is known by. */
  public String authority() {
    return kubeconfig.authority();
  }

  @Override
  public void close() {
    client.close();
    server.kill();
    etcd.kill();
  }
}
