package io.k8c.kubelb.xds.translate;

import com.google.protobuf.Message;
import io.k8c.kubelb.xds.model.Certificate;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.Protocol;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.translate.RouteTables.Host;
import io.k8c.kubelb.xds.translate.Translator.Memo;
import io.k8c.kubelb.xds.translate.XdsResource.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One translation of one source, by comparison with the one before. */
final class Pass {
  private final Map<Key, Memo> last;
  private final Map<Key, Memo> memory = new LinkedHashMap<>();
  private long hashed;

  Pass(Map<Key, Memo> last) {
    this.last = last;
  }

  Map<Key, Memo> run(ProxyConfig config) {
    for (Listener listener : config.listeners()) {
      listener.traffic().upstream().ifPresent(this::upstream);
      listener(listener);
    }
    config.upstreams().forEach(this::upstream);
    config.certificates().forEach(this::certificate);
    config.tables().forEach(this::table);
    return memory;
  }

  long hashed() {
    return hashed;
  }

  private void upstream(Upstream upstream) {
    String name = upstream.name();
    Upstream cluster = upstream.named() ? upstream : upstream.withoutEndpoints();
    Needs needs =
        new Needs(
            cluster
                .tls()
                .flatMap(tls -> tls.certificate())
                .map(certificate -> Set.of(new Key(ResourceType.SECRET, certificate)))
                .orElse(Set.of()),
            Set.of());
    remember(Key.cluster(name), cluster, needs, () -> Clusters.cluster(cluster));
    if (!upstream.named()) {
      remember(
          new Key(ResourceType.ENDPOINT, name),
          upstream.endpoints(),
          Needs.NOTHING,
          () -> Endpoints.assignment(upstream));
    }
  }

  private void listener(Listener listener) {
    Key key = new Key(ResourceType.LISTENER, listener.name());
    switch (listener.traffic()) {
      case Traffic.Tcp tcp -> listener(key, listener, tcp.target());
      case Traffic.Udp udp -> listener(key, listener, udp.target());
      case Traffic.Chains chains -> listener(key, listener, chains.chains());
      case Traffic.Quic quic -> listener(key, listener, quic.chains());
    }
  }

  private void listener(Key key, Listener listener, List<FilterChain> chains) {
    remember(
        key,
        listener,
        new Needs(FilterChains.requires(chains), FilterChains.mentions(chains)),
        () -> Listeners.listener(listener));
  }

  private void listener(Key key, Listener listener, Upstream upstream) {
    remember(
        key,
        new ListenerShape(
            listener.port(), listener.protocol(), upstream.name(), upstream.persistence()),
        new Needs(Set.of(Key.cluster(upstream.name())), Set.of()),
        () -> Listeners.listener(listener));
  }

  private void certificate(Certificate certificate) {
    remember(
        new Key(ResourceType.SECRET, certificate.name()),
        certificate,
        Needs.NOTHING,
        () -> Secrets.secret(certificate));
  }

  private void table(RouteTable table) {
    Key key = new Key(ResourceType.ROUTE, table.name());
    Memo before = last.get(key);
    if (before != null && before.input().equals(table)) {
      memory.put(key, before);
      return;
    }
    Map<String, Host> built = new LinkedHashMap<>();
    Map<String, Host> known = before == null ? Map.of() : before.hosts();
    table.hosts().forEach(host -> built.put(host.name(), host(host, known.get(host.name()))));
    Needs needs =
        new Needs(
            Set.of(),
            built.values().stream()
                .flatMap(host -> host.upstreams().stream())
                .map(Key::cluster)
                .collect(Collectors.toSet()));
    Packed packed = RouteTables.table(table, built.values());
    memory.put(key, new Memo(table, resource(key, needs, packed), built));
  }

  private Host host(RouteTable.VirtualHost model, @Nullable Host before) {
    if (before != null && before.model().equals(model)) {
      return before;
    }
    return Host.of(model);
  }

  private void remember(Key key, Object input, Needs needs, Supplier<Message> make) {
    Memo before = last.get(key);
    boolean same = before != null && before.input().equals(input);
    memory.put(
        key,
        same ? before : new Memo(input, resource(key, needs, Packed.of(make.get())), Map.of()));
  }

  private XdsResource resource(Key key, Needs needs, Packed packed) {
    hashed++;
    return new XdsResource(
        key.type(),
        key.name(),
        packed.version(),
        packed.body(),
        needs.requires(),
        needs.mentions());
  }

  /** What a resource refers to: see {@link XdsResource}. */
  private record Needs(Set<Key> requires, Set<Key> mentions) {
    static final Needs NOTHING = new Needs(Set.of(), Set.of());
  }

  /** What of a listener its Envoy resource depends on; the rest of its upstream does not matter. */
  private record ListenerShape(int port, Protocol protocol, String upstream, boolean persistence) {}
}
