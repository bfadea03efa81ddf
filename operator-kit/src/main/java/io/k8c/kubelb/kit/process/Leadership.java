package io.k8c.kubelb.kit.process;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who of several replicas writes. A replica that loses the lease ends at once: what it has begun
 * must not go on beside its successor. One that ends in good order gives the lease back.
 */
public final class Leadership {
  private static final Logger log = LoggerFactory.getLogger(Leadership.class);
  private static final int LOST = 75;

  private final String namespace;
  private final String lease;
  private final String identity;
  private final AtomicBoolean leading = new AtomicBoolean();
  private final AtomicBoolean won = new AtomicBoolean();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final CountDownLatch begun = new CountDownLatch(1);

  /**
   * @param lease name of the Lease
   * @param identity tells this replica from the others
   */
  public Leadership(String namespace, String lease, String identity) {
    this.namespace = namespace;
    this.lease = lease;
    this.identity = identity;
  }

  /** Whether this replica may write. */
  public boolean isLeading() {
    return leading.get();
  }

  /** Waits until this replica may write. */
  public void await() throws InterruptedException {
    begun.await();
  }

  /** Where there is no election, the only replica leads from the start. */
  public void assume() {
    leading.set(true);
    begun.countDown();
  }

  /** For {@link Controllers}. */
  public LeaderElectionConfiguration configuration() {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease)
        .withLeaseNamespace(namespace)
        .withIdentity(identity)
        .withLeaseDuration(Duration.ofSeconds(15))
        .withRenewDeadline(Duration.ofSeconds(10))
        .withRetryPeriod(Duration.ofSeconds(2))
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(new LeaderCallbacks(this::won, this::lost, this::named))
        .build();
  }

  private void won() {
    leading.set(true);
    won.set(true);
    begun.countDown();
    log.atInfo().addKeyValue("identity", identity).log("leading");
  }

  private void named(String leader) {
    if (!leader.equals(identity)) {
      log.atInfo().addKeyValue("leader", leader).log("standing by");
    }
  }

  private void lost() {
    if (leading.getAndSet(false) && !ending.get()) {
      log.atError().addKeyValue("identity", identity).log("lost the lease, ending");
      Runtime.getRuntime().halt(LOST);
    }
  }

  /** A part that says, when it ends, that losing the lease is no accident any more. */
  public AutoCloseable ending() {
    return () -> ending.set(true);
  }

  /** A part that gives the lease back when it ends, so that nobody need wait until it runs out. */
  public AutoCloseable releasing(KubernetesClient client) {
    return () -> {
      if (won.get()) {
        release(client);
      }
    };
  }

  private void release(KubernetesClient client) {
    try {
      Lease held = client.leases().inNamespace(namespace).withName(lease).get();
      if (held != null && identity.equals(held.getSpec().getHolderIdentity())) {
        held.getSpec().setHolderIdentity("");
        held.getSpec().setLeaseDurationSeconds(1);
        client.resource(held).update();
      }
    } catch (KubernetesClientException e) {
      log.atDebug().setCause(e).log("lease not given back");
    }
  }
}
