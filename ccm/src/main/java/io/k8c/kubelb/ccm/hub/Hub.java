package io.k8c.kubelb.ccm.hub;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.api.TenantState;
import io.k8c.kubelb.kit.process.Clients;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub, once it was reached. Until then it is tried again and again, and the log says in one
 * line what is wrong each time that changes.
 */
public final class Hub {
  private static final Logger log = LoggerFactory.getLogger(Hub.class);

  /** Status of a request that the client could not carry out. */
  private static final int NO_ANSWER = -1;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final String tenant;
  private final Path kubeconfig;
  private final @Nullable String address;
  private final AtomicReference<Optional<String>> problem =
      new AtomicReference<>(Optional.of("not tried yet"));
  private volatile @Nullable Connection connection;

  /**
   * @param tenant name of the Tenant in the hub
   * @param address of the hub's API server; the kubeconfig's where it is left out
   */
  public Hub(String tenant, Path kubeconfig, @Nullable String address) {
    this.tenant = tenant;
    this.kubeconfig = kubeconfig;
    this.address = address;
  }

  /** Why the hub was not reached yet; empty once it was. */
  public Optional<String> problem() {
    return problem.get();
  }

  /** Namespace of the tenant in the hub. */
  public String namespace() {
    return TenantNamespace.of(tenant);
  }

  /** Tries until the hub answers; returns a client for it. */
  public KubernetesClient connect(Clients clients) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return attempt(clients);
      } catch (HubProblem e) {
        failed(e, "no connection to hub");
      }
      Thread.sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
    }
  }

  /** Asks the hub, once it was reached, whether it still serves this tenant. */
  void ask() {
    Connection known = connection;
    if (known != null) {
      try {
        greet(known);
      } catch (HubProblem e) {
        failed(e, "connection to hub lost");
      }
    }
  }

  private void failed(HubProblem failure, String what) {
    String text = String.valueOf(failure.getMessage());
    if (!problem.getAndSet(Optional.of(text)).equals(Optional.of(text))) {
      log.atWarn().addKeyValue("error", text).log(what);
    }
  }

  private KubernetesClient attempt(Clients clients) throws HubProblem {
    HubKubeconfig read = HubKubeconfig.read(kubeconfig);
    String url = address == null || address.isBlank() ? read.url() : HubServer.url(address);
    KubernetesClient client =
        clients.client(
            read.config(url, namespace()),
            config ->
                read.token() == null
                    ? config
                    : config.withOauthTokenProvider(new RenewedToken(kubeconfig, read.token())));
    Connection made = new Connection(client, url);
    try {
      greet(made);
    } catch (HubProblem e) {
      client.close();
      throw e;
    }
    connection = made;
    return client;
  }

  /** Makes sure that the hub knows this tenant, and tells of it where it did not before. */
  private void greet(Connection known) throws HubProblem {
    try {
      String version = known.client().getKubernetesVersion().getGitVersion();
      if (known
              .client()
              .resources(TenantState.class)
              .inNamespace(namespace())
              .withName(TenantState.DEFAULT)
              .get()
          == null) {
        throw notFound(known.url());
      }
      if (problem.getAndSet(Optional.empty()).isPresent()) {
        log.atInfo()
            .addKeyValue("hub", known.url())
            .addKeyValue("version", version)
            .log("connected to hub");
      }
    } catch (KubernetesClientException e) {
      throw problem(known.url(), e);
    }
  }

  private HubProblem notFound(String url) {
    return new HubProblem(
        "the hub at "
            + url
            + " has no TenantState in namespace "
            + namespace()
            + "; create Tenant "
            + tenant
            + " there, or correct clusterName, which must match the Tenant's name");
  }

  private HubProblem problem(String url, KubernetesClientException failure) {
    return switch (failure.getCode()) {
      case 401 ->
          new HubProblem(
              "the hub at "
                  + url
                  + " does not accept the credentials; renew Secret kubelb-cluster from the tenant's"
                  + " namespace of the hub");
      case 403 ->
          new HubProblem(
              "the credentials are not those of tenant "
                  + tenant
                  + ": the hub at "
                  + url
                  + " denies access to namespace "
                  + namespace()
                  + "; correct clusterName or Secret kubelb-cluster");
      case 404 -> notFound(url);
      case 0, NO_ANSWER ->
          new HubProblem(
              "the hub at "
                  + url
                  + (isOfCertificate(failure)
                      ? " is not known by the certificate authority in Secret kubelb-cluster; renew the"
                          + " Secret from the hub, or correct kubelb.manager.address"
                      : " cannot be reached; check kubelb.manager.address, the network and the hub's"
                          + " API server"));
      default -> new HubProblem("the hub at " + url + " answers with status " + failure.getCode());
    };
  }

  /** A client of the hub, and where it leads. */
  private record Connection(KubernetesClient client, String url) {}

  private static boolean isOfCertificate(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }
}
