package io.k8c.kubelb.e2e.fast;

import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.k8c.kubelb.e2e.lab.cloud.OnChange;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays for the hub what has no part here: the cloud, which gives Services of type LoadBalancer an
 * address at once, and the controllers that would start the proxies' pods.
 */
public final class StandIn implements AutoCloseable {
  /** Class of the Services that get an address, besides those without a class. */
  private static final String CLASS = "cloud-provider-lb";

  private static final Logger log = LoggerFactory.getLogger(StandIn.class);

  private final KubernetesClient hub;
  private final ExecutorService workers =
      Executors.newFixedThreadPool(4, Thread.ofVirtual().factory());
  private final AtomicInteger next = new AtomicInteger(1);
  private final SharedIndexInformer<Deployment> deployments;

  public StandIn(FastCluster cluster) {
    this.hub = cluster.client();
    this.deployments = hub.apps().deployments().inAnyNamespace().inform();
    follow(cluster.services(), this::address);
    follow(deployments, this::ready);
  }

  /** Plays for the object as it is by then, unless it is gone. */
  private <T> void follow(SharedIndexInformer<T> objects, Consumer<T> part) {
    objects.addEventHandler(
        new OnChange<>(
            changed ->
                later(
                    () -> Optional.ofNullable(objects.getIndexer().get(changed)).ifPresent(part))));
  }

  private void later(Runnable work) {
    workers.execute(
        () -> {
          try {
            work.run();
          } catch (KubernetesClientException e) {
            log.atDebug().setCause(e).log("not played");
          }
        });
  }

  private void address(Service service) {
    String wantedClass = service.getSpec().getLoadBalancerClass();
    boolean balanced =
        "LoadBalancer".equals(service.getSpec().getType())
            && (wantedClass == null || wantedClass.equals(CLASS));
    boolean served =
        service.getStatus() != null
            && service.getStatus().getLoadBalancer() != null
            && !service.getStatus().getLoadBalancer().getIngress().isEmpty();
    if (!balanced || served || service.isMarkedForDeletion()) {
      return;
    }
    String wanted = service.getSpec().getLoadBalancerIP();
    int number = next.getAndIncrement();
    String ip =
        wanted == null || wanted.isEmpty()
            ? "203.0." + (113 + number / 250) + "." + (1 + number % 250)
            : wanted;
    Service told =
        new ServiceBuilder(service)
            .editOrNewStatus()
            .withNewLoadBalancer()
            .withIngress(new LoadBalancerIngressBuilder().withIp(ip).withIpMode("VIP").build())
            .endLoadBalancer()
            .endStatus()
            .build();
    hub.resource(told).updateStatus();
  }

  private void ready(Deployment deployment) {
    int wanted = deployment.getSpec().getReplicas();
    boolean done =
        deployment.getStatus() != null
            && Integer.valueOf(wanted).equals(deployment.getStatus().getReadyReplicas());
    if (!done && !deployment.isMarkedForDeletion()) {
      hub.resource(
              new DeploymentBuilder(deployment)
                  .editOrNewStatus()
                  .withObservedGeneration(deployment.getMetadata().getGeneration())
                  .withReplicas(wanted)
                  .withReadyReplicas(wanted)
                  .withAvailableReplicas(wanted)
                  .endStatus()
                  .build())
          .updateStatus();
    }
  }

  @Override
  public void close() {
    deployments.close();
    workers.shutdownNow();
  }
}
