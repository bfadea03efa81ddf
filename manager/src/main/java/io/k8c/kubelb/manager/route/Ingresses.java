package io.k8c.kubelb.manager.route;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.PortKey;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.HttpOptions;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Ingresses of a tenant lead to: as if there were a Gateway with the ports 80 and 443 for
 * all of them, or one for each.
 *
 * @param shared the hub Service that belongs to all of them
 */
public record Ingresses(
    Map<String, Outcome> outcomes,
    Map<String, ProxyConfig> configs,
    Map<String, WantedService> shared) {
  /** Stands for the name of a Route where all Ingresses share a hub Service. */
  public static final String SHARED = "ingress";

  private static final PortKey HTTP = new PortKey(80, Protocol.TCP);
  private static final PortKey HTTPS = new PortKey(443, Protocol.TCP);

  static Ingresses of(GatewayView view, Backends backends, Certificates certificates) {
    Ingresses all =
        new Ingresses(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    IngressGroup.of(view.sources(), view.policy().ingressAddresses())
        .forEach(group -> all.add(group, view, backends, certificates));
    return all;
  }

  private void add(
      IngressGroup group, GatewayView view, Backends backends, Certificates certificates) {
    IngressRemarks remarks = new IngressRemarks();
    IngressBackends targets = new IngressBackends(backends, remarks);
    IngressHosts hosts = IngressHosts.of(group, targets, remarks);
    HttpOptions options = view.policy().http().requests();
    IngressTls tls = IngressTls.of(group, certificates, targets, remarks, options.accessLog());
    Optional<Service> service = view.services().apply(group.name());
    IngressStanding standing = IngressStanding.of(service, view.programming().apply(group.name()));
    IngressOutcome outcome = new IngressOutcome(standing, hosts, tls, remarks);
    WantedService wanted = wanted(view.policy(), group.previousAddress(view.sources()));
    Optional<WantedService> alone = group.isShared() ? Optional.empty() : Optional.of(wanted);
    group
        .members()
        .forEach(member -> outcomes.put(member.source().name(), outcome.of(member, alone)));
    if (group.isShared()) {
      shared.put(group.name(), wanted);
    }
    if (service.isPresent()) {
      configs.put("gateway/" + group.name(), config(group, service.get(), hosts, tls, options));
      targets
          .used()
          .forEach(
              upstream ->
                  configs.put(
                      upstream.name(),
                      new ProxyConfig("", List.of(), List.of(upstream), List.of(), List.of())));
      tls.certificates()
          .forEach(
              certificate ->
                  configs.put(
                      certificate.name(),
                      new ProxyConfig("", List.of(), List.of(), List.of(), List.of(certificate))));
    }
  }

  private static WantedService wanted(TenantPolicy policy, Optional<String> previous) {
    return new WantedService(
        List.of(
            new LoadBalancerPort(null, HTTP.protocol(), HTTP.port()),
            new LoadBalancerPort(null, HTTPS.protocol(), HTTPS.port())),
        policy.loadBalancerClass(),
        Optional.empty(),
        previous,
        Map.of(),
        policy.annotations().apply("ingress", Map.of()));
  }

  private static ProxyConfig config(
      IngressGroup group,
      Service service,
      IngressHosts hosts,
      IngressTls tls,
      HttpOptions options) {
    String name = "gateway/" + group.name();
    Map<PortKey, Integer> ports = HubService.ports(service);
    List<Listener> listeners = new ArrayList<>();
    List<RouteTable> tables = new ArrayList<>();
    Integer http = ports.get(HTTP);
    if (http != null) {
      String table = name + "/80/tcp";
      FilterChain chain =
          new FilterChain("http", List.of(), Optional.empty(), new Target.Http(table, options));
      listeners.add(new Listener(table, http, new Traffic.Chains(List.of(chain))));
      tables.add(
          new IngressTable(hosts, (host, path) -> path.plain(tls.isCertified(host))).of(table));
    }
    Integer https = ports.get(HTTPS);
    if (https != null) {
      String table = name + "/443/tcp";
      listeners.add(new Listener(table, https, new Traffic.Chains(tls.chains(table, options))));
      if (tls.certificates().findAny().isPresent()) {
        tables.add(new IngressTable(hosts, (host, path) -> path.rules()).of(table));
      }
    }
    return new ProxyConfig(group.name() + "/" + ports, listeners, List.of(), tables, List.of());
  }
}
