package io.k8c.kubelb.kit.process;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controllers of a program: JOSDK with the settings that both programs need. */
public final class Controllers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Controllers.class);
  private static final int CONCURRENT = 16;
  private static final Duration SYNC_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(2);

  /**
   * When an object is looked at again though nothing happened. Every reconciliation leaves a timer
   * of some 60 bytes for so long, even a cancelled one; the framework's default is ten hours.
   */
  private static final Duration LONGEST_UNSEEN = Duration.ofHours(1);

  private final Operator operator;
  private final Optional<LeasePermission> permission;
  private volatile boolean ending;

  /**
   * @param program goes into the names of metrics: {@code manager} or {@code ccm}
   * @param election left out where the process always leads
   */
  public Controllers(
      KubernetesClient client,
      String program,
      Telemetry telemetry,
      Optional<LeaderElectionConfiguration> election) {
    permission = election.map(lease -> permission(client, lease));
    permission.ifPresent(asked -> telemetry.health().ready("lease", asked::problem));
    operator =
        new Operator(
            settings -> {
              settings
                  .withKubernetesClient(client)
                  .withCloseClientOnStop(false)
                  .checkingCRDAndValidateLocalModel(false)
                  .withResourceCloner(sharing(client))
                  .withMetrics(
                      new Reconciliations(program, telemetry.metrics(), telemetry.health()))
                  .withExecutorService(
                      Executors.newFixedThreadPool(CONCURRENT, Thread.ofVirtual().factory()))
                  .withReconciliationTerminationTimeout(END_TIMEOUT)
                  .withCacheSyncTimeout(SYNC_TIMEOUT)
                  // The default of both ends the process when a watch fails.
                  .withStopOnInformerErrorDuringStartup(false)
                  .withInformerStoppedHandler((_, failure) -> stopped(failure));
              election.ifPresent(settings::withLeaderElectionConfiguration);
            });
  }

  private static LeasePermission permission(
      KubernetesClient client, LeaderElectionConfiguration election) {
    return new LeasePermission(
        client, election.getLeaseNamespace().orElseThrow(), election.getLeaseName());
  }

  /**
   * Readers never change what they read, so nothing needs to be copied for them. The framework does
   * when an object goes: it takes its finalizer off a copy and sends the difference to the
   * original.
   */
  private static Cloner sharing(KubernetesClient client) {
    return new Cloner() {
      @Override
      public <R extends HasMetadata> R clone(R object) {
        return object.isMarkedForDeletion()
            ? client.getKubernetesSerialization().clone(object)
            : object;
      }
    };
  }

  /** Adds a controller; call it before {@link #start}. */
  public <P extends HasMetadata> void register(
      Reconciler<P> reconciler, Consumer<ControllerConfigurationOverrider<P>> settings) {
    operator.register(
        reconciler,
        overrider -> {
          overrider
              .withGenerationAware(false)
              .withReconciliationMaxInterval(LONGEST_UNSEEN)
              .withRetry(
                  new GenericRetry()
                      .setInitialInterval(200)
                      .setIntervalMultiplier(2)
                      .setMaxInterval(30_000)
                      .setMaxAttempts(Integer.MAX_VALUE));
          settings.accept(overrider);
        });
  }

  /** Starts the watches, waits for their first lists, and reconciles once the process leads. */
  public void start() throws InterruptedException {
    if (permission.isPresent()) {
      permission.get().await();
    }
    operator.start();
  }

  private void stopped(@Nullable Throwable failure) {
    if (!ending) {
      log.atWarn().setCause(failure).log("watch stopped");
    }
  }

  @Override
  public void close() {
    ending = true;
    operator.stop();
  }
}
