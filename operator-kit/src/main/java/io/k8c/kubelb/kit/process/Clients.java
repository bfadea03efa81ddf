package io.k8c.kubelb.kit.process;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * Makes the clients of API servers. They share one event loop, since a client's own would cost it
 * threads and memory, run callbacks on virtual threads and never read {@code managedFields}, which
 * are half of many objects and which nobody here looks at.
 */
public final class Clients implements AutoCloseable {
  private static final int REQUEST_TIMEOUT_MILLIS = 15_000;
  private static final int CONNECTION_TIMEOUT_MILLIS = 5_000;
  private static final long PING_MILLIS = 10_000;

  /** Doubled five times at most: a server that is back is watched again four seconds later. */
  private static final int RECONNECT_MILLIS = 125;

  private final Vertx vertx;
  private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

  public Clients() {
    // The resolver of the JVM honours /etc/hosts and resolv.conf without threads of its own.
    System.setProperty("vertx.disableDnsResolver", "true");
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
  }

  /** A client for the API server that the configuration names. */
  public KubernetesClient client(Config config) {
    return client(config, UnaryOperator.identity());
  }

  /** A client whose configuration is changed last by the caller, for instance its token source. */
  public KubernetesClient client(Config config, UnaryOperator<ConfigBuilder> change) {
    ConfigBuilder builder =
        new ConfigBuilder(config)
            .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
            .withConnectionTimeout(CONNECTION_TIMEOUT_MILLIS)
            .withWebsocketPingInterval(PING_MILLIS)
            .withClientKeyAlgo(ClientKey.algorithm(config))
            .withRequestRetryBackoffLimit(1)
            .withWatchReconnectInterval(RECONNECT_MILLIS);
    return new KubernetesClientBuilder()
        .withConfig(change.apply(builder).build())
        .withKubernetesSerialization(serialization())
        .withHttpClientFactory(new VertxHttpClientFactory(vertx))
        .withTaskExecutor(executor)
        .build();
  }

  static KubernetesSerialization serialization() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.registerModule(SharedStrings.module());
    mapper.addMixIn(ObjectMeta.class, WithoutManagedFields.class);
    return new KubernetesSerialization(mapper, false);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @JsonIgnoreProperties("managedFields")
  private abstract static class WithoutManagedFields {}
}
