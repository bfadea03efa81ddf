package io.k8c.kubelb.manager.route;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.PortKey;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.HttpOptions;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a Gateway asks of the proxies: a listener for each port of its hub Service. */
final class GatewayConfig {
  private final Assembly assembly;
  private final List<Attachment> attachments;
  private final Map<String, ResolvedRoute> routes;

  GatewayConfig(
      Assembly assembly, List<Attachment> attachments, Map<String, ResolvedRoute> routes) {
    this.assembly = assembly;
    this.attachments = List.copyOf(attachments);
    this.routes = Map.copyOf(routes);
  }

  /** Empty while there is no hub Service. */
  Optional<ProxyConfig> of(Optional<Service> service) {
    return service.map(
        found -> {
          List<Listener> listeners = new ArrayList<>();
          List<RouteTable> tables = new ArrayList<>();
          Map<PortKey, Integer> ports = HubService.ports(found);
          ports.forEach(
              (key, port) -> {
                List<Section> sections = sections(key);
                if (!sections.isEmpty()) {
                  RouteTable table = table(name() + "/" + key.port(), sections);
                  tables.add(table);
                  listeners.add(listener(key, port, table.name()));
                }
              });
          return new ProxyConfig(revision(ports), listeners, List.of(), tables, List.of());
        });
  }

  private String name() {
    return "gateway/" + assembly.gateway().name();
  }

  /** A mark of what the hub decided, apart from the routes. */
  private String revision(Map<PortKey, Integer> ports) {
    return assembly.gateway().name() + "/" + assembly.gateway().generation() + "/" + ports;
  }

  private List<Section> sections(PortKey key) {
    return assembly
        .served()
        .filter(section -> section.spec().port() == key.port() && key.protocol() == Protocol.TCP)
        .filter(section -> section.spec().protocol().equals("HTTP"))
        .toList();
  }

  private Listener listener(PortKey key, int port, String table) {
    return new Listener(
        name() + "/" + key.port() + "/tcp",
        port,
        new Traffic.Chains(
            List.of(
                new FilterChain(
                    "http",
                    List.of(),
                    Optional.empty(),
                    new FilterChain.Target.Http(table, HttpOptions.PLAIN)))));
  }

  private RouteTable table(String name, List<Section> sections) {
    HostRules rules =
        new HostRules(sections.stream().map(section -> section.spec().hostname()).toList());
    for (Attachment attachment : attachments) {
      ResolvedRoute route = routes.get(attachment.route().name());
      for (Attachment.Bound bound : attachment.bounds()) {
        if (route != null && sections.contains(bound.section())) {
          for (Hostname hostname : bound.hostnames()) {
            rules.add(bound.section().spec().hostname(), hostname, route.rules());
          }
        }
      }
    }
    return rules.table(name);
  }
}
