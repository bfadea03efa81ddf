package io.k8c.kubelb.manager.route;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.PortKey;
import io.k8c.kubelb.xds.model.HttpOptions;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a Gateway asks of the proxies: a listener for each port of its hub Service. */
final class GatewayConfig {
  private GatewayConfig() {}

  /** Name of the xDS source of a Gateway. */
  static String name(Assembly assembly) {
    return "gateway/" + assembly.gateway().name();
  }

  static ProxyConfig of(
      Assembly assembly, Service service, Attached attached, HttpOptions options) {
    Map<PortKey, List<Section>> sections = new HashMap<>();
    assembly
        .claiming()
        .forEach(
            section ->
                sections.computeIfAbsent(key(section), key -> new ArrayList<>()).add(section));
    List<Listener> listeners = new ArrayList<>();
    List<RouteTable> tables = new ArrayList<>();
    Map<PortKey, Integer> ports = HubService.ports(service);
    ports.forEach(
        (key, port) -> {
          List<Section> own = sections.get(key);
          if (own != null) {
            PortKey udp = new PortKey(key.port(), Protocol.UDP);
            Integer datagrams = ports.get(udp);
            PortConfig config =
                PortConfig.of(portName(assembly, key), own, attached, options, datagrams != null);
            listeners.add(new Listener(config.name(), port, config.traffic()));
            if (datagrams != null && !config.quic().isEmpty()) {
              listeners.add(
                  new Listener(
                      portName(assembly, udp), datagrams, new Traffic.Quic(config.quic())));
            }
            tables.addAll(config.tables());
          }
        });
    return new ProxyConfig(revision(assembly, ports), listeners, List.of(), tables, List.of());
  }

  /** A mark of what the hub decided, apart from routes. */
  private static String revision(Assembly assembly, Map<PortKey, Integer> ports) {
    return assembly.gateway().name() + "/" + assembly.gateway().generation() + "/" + ports;
  }

  private static PortKey key(Section section) {
    return new PortKey(section.spec().port(), section.protocol().transport());
  }

  private static String portName(Assembly assembly, PortKey key) {
    Protocol protocol = key.protocol();
    return name(assembly) + "/" + key.port() + "/" + protocol.name().toLowerCase(Locale.ROOT);
  }
}
