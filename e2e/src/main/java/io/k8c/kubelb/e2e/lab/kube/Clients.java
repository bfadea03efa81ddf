package io.k8c.kubelb.e2e.lab.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.k8c.kubelb.kit.process.ClientKey;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes Kubernetes clients that share their threads, so that many clusters do not mean many
 * threads.
 */
public final class Clients implements AutoCloseable {
  // Otherwise Vert.x makes a directory for temporary files, which outlives a killed JVM.
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setFileCachingEnabled(false)
                      .setClassPathResolvingEnabled(false)));
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** The caller closes it. */
  public KubernetesClient open(Kubeconfig kubeconfig) {
    return open(config(kubeconfig).build());
  }

  /** A client for the current context of a kubeconfig of the user's; the caller closes it. */
  public KubernetesClient open(Path kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    return open(new ConfigBuilder(config).withClientKeyAlgo(ClientKey.algorithm(config)).build());
  }

  /** A client that gives up at the first failure, for asking a server that is not up yet. */
  public KubernetesClient impatient(Kubeconfig kubeconfig) {
    return open(
        config(kubeconfig).withRequestRetryBackoffLimit(0).withRequestTimeout(2000).build());
  }

  @Override
  public void close() {
    threads.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static ConfigBuilder config(Kubeconfig kubeconfig) {
    return new ConfigBuilder(Config.fromKubeconfig(kubeconfig.text())).withClientKeyAlgo("EC");
  }

  private KubernetesClient open(Config config) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new VertxHttpClientFactory(vertx))
        .withTaskExecutor(threads)
        .build();
  }
}
