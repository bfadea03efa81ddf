package io.k8c.kubelb.manager.plan;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.xds.model.AccessLog;
import io.k8c.kubelb.xds.model.Endpoint;
import io.k8c.kubelb.xds.model.HealthCheck;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a load balancer asks of its tenant's proxy: a function of stored objects only. */
public final class ProxyPlan {
  private static final Duration FASTEST_CHECK = Duration.ofSeconds(5);
  private static final int CHECKED_AT_FASTEST = 2500;

  private ProxyPlan() {}

  /**
   * What is asked, or nothing while the load balancer is refused or has no hub Service.
   *
   * @param view what is known of the load balancer
   * @param checkInterval see {@link #checkInterval}
   */
  public static Optional<ProxyConfig> of(LoadBalancerView view, Duration checkInterval) {
    if (view.service().isEmpty() || Admission.refusal(view).isPresent()) {
      return Optional.empty();
    }
    LoadBalancer owner = view.loadBalancer();
    Map<PortKey, Integer> ports = HubService.ports(view.service().get());
    Resolution resolution = view.resolution();
    List<Listener> listeners = new ArrayList<>();
    for (LoadBalancerPort port : Resolution.ports(owner.getSpec())) {
      PortKey key = PortKey.of(port);
      Integer listener = ports.get(key);
      if (listener != null) {
        List<Endpoint> endpoints = resolution.endpoints().getOrDefault(key, List.of());
        listeners.add(
            listener(owner, key, listener, upstream(owner, key, endpoints, checkInterval)));
      }
    }
    return Optional.of(new ProxyConfig(revision(owner, view.service().get()), listeners));
  }

  /**
   * Time between two checks of one endpoint, so that a proxy makes at most 500 checks a second
   * however many endpoints it has. Steps of two keep it the same for most changes.
   */
  public static Duration checkInterval(int endpoints) {
    Duration interval = FASTEST_CHECK;
    for (long checked = CHECKED_AT_FASTEST; checked < endpoints; checked *= 2) {
      interval = interval.multipliedBy(2);
    }
    return interval;
  }

  /** A mark of everything that the hub decided about a load balancer. */
  public static String revision(LoadBalancer owner, Service service) {
    return owner.getMetadata().getUid()
        + "/"
        + owner.getMetadata().getGeneration()
        + "/"
        + HubService.ports(service);
  }

  private static Listener listener(LoadBalancer owner, PortKey key, int port, Upstream upstream) {
    return new Listener(
        name(owner, key),
        port,
        switch (key.protocol()) {
          case TCP -> new Traffic.Tcp(upstream);
          case UDP -> new Traffic.Udp(upstream, AccessLog.OFF);
        });
  }

  private static Upstream upstream(
      LoadBalancer owner, PortKey key, List<Endpoint> endpoints, Duration checkInterval) {
    boolean tcp = key.protocol() == Protocol.TCP;
    return new Upstream(
        name(owner, key),
        endpoints,
        owner.getSpec().persistence() != null,
        tcp && speaksProxyProtocol(owner),
        tcp ? Optional.of(new HealthCheck(checkInterval)) : Optional.empty());
  }

  private static boolean speaksProxyProtocol(LoadBalancer owner) {
    var annotations = owner.getMetadata().getAnnotations();
    return annotations != null && "v2".equals(annotations.get(Wire.ANNOTATION_PROXY_PROTOCOL));
  }

  private static String name(LoadBalancer owner, PortKey key) {
    return owner.getMetadata().getName()
        + "/"
        + key.port()
        + "/"
        + key.protocol().name().toLowerCase(Locale.ROOT);
  }
}
