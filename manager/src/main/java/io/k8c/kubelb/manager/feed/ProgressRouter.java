package io.k8c.kubelb.manager.feed;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.kit.process.Metrics;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.kit.watch.Trigger;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.server.Progress;
import io.k8c.kubelb.xds.server.ProgressListener;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings what proxies did with a load balancer to those who wait for it: the reconciler, where the
 * status does not say so yet, and the histogram of how long it took.
 */
public final class ProgressRouter implements ProgressListener {
  private final Cached<LoadBalancer> loadBalancers;
  private final Timer duration;
  private final Map<ResourceID, Long> begun = new ConcurrentHashMap<>();
  private final Map<ProxyId, Integer> connected = new ConcurrentHashMap<>();
  private volatile @Nullable Trigger<LoadBalancer> target;
  private volatile Runnable reporter = () -> {};
  private volatile Consumer<String> gateways = namespace -> {};

  public ProgressRouter(Cached<LoadBalancer> loadBalancers, Metrics metrics) {
    this.loadBalancers = loadBalancers;
    this.duration =
        metrics.duration(
            "kubelb.manager.programming.duration",
            "Time from a change of a load balancer in the hub until all its proxies have it",
            Tags.empty());
  }

  /** Whom to wake. */
  public void wake(Trigger<LoadBalancer> reconciler) {
    target = reconciler;
  }

  /** Whom to tell that the leader may have something to learn from this replica. */
  public void report(Runnable changed) {
    reporter = changed;
  }

  /** Whom to tell that proxies of a tenant took over or refused a Gateway. */
  public void follow(Consumer<String> gateways) {
    this.gateways = gateways;
  }

  /** A change of a load balancer was seen. */
  void began(String namespace, String name) {
    begun.putIfAbsent(new ResourceID(name, namespace), System.nanoTime());
  }

  /** The change led to nothing that proxies would have to take over. */
  void dropped(String namespace, String name) {
    begun.remove(new ResourceID(name, namespace));
  }

  @Override
  public void progressed(ProxyId proxy, String source, Progress progress) {
    ResourceID id = new ResourceID(source, proxy.name());
    if (progress.accepted()) {
      Long start = begun.remove(id);
      if (start != null) {
        duration.record(Duration.ofNanos(System.nanoTime() - start));
      }
    }
    Integer streams = connected.put(proxy, progress.streams());
    if (!Integer.valueOf(progress.streams()).equals(streams)) {
      reporter.run();
    }
    if (source.startsWith(RouteFeed.gateway(""))) {
      gateways.accept(proxy.name());
      reporter.run();
    } else if (isNews(proxy.name(), source, progress)) {
      Trigger<LoadBalancer> reconciler = target;
      if (reconciler != null) {
        reconciler.fire(id);
      }
      reporter.run();
    }
  }

  private boolean isNews(String namespace, String name, Progress progress) {
    if (!progress.rejections().isEmpty()) {
      return true;
    }
    return progress.accepted()
        && loadBalancers
            .get(namespace, name)
            .filter(owner -> !Standing.isProgrammed(owner))
            .isPresent();
  }
}
