package io.k8c.kubelb.xds.translate;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.Protocol;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.Upstream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Translates what a source asks of a proxy. The memory of the last translation is a value that the
 * caller keeps: what did not change since then is neither built nor hashed again.
 */
public final class Translator {
  private final LongAdder translated = new LongAdder();
  private final LongAdder hashed = new LongAdder();

  /** Sources that were translated since the start because they had changed. */
  public long translated() {
    return translated.sum();
  }

  /** Resources that were built and hashed since the start. */
  public long hashed() {
    return hashed.sum();
  }

  /**
   * The resources that a source leads to.
   *
   * @param last the result of the last call for this source, or {@link Translation#NOTHING}
   */
  public Translation translate(ProxyConfig config, Translation last) {
    if (config.equals(last.source())) {
      return last;
    }
    translated.increment();
    Map<XdsResource.Key, Memo> memory = new LinkedHashMap<>();
    for (Listener listener : config.listeners()) {
      Upstream upstream = listener.traffic().upstream().orElseThrow();
      String name = upstream.name();
      Upstream cluster = upstream.named() ? upstream : upstream.withoutEndpoints();
      remember(
          memory, last, key(ResourceType.CLUSTER, name), cluster, () -> Clusters.cluster(cluster));
      if (!upstream.named()) {
        remember(
            memory,
            last,
            key(ResourceType.ENDPOINT, name),
            upstream.endpoints(),
            () -> Endpoints.assignment(upstream));
      }
      remember(
          memory,
          last,
          key(ResourceType.LISTENER, listener.name()),
          new ListenerShape(listener.port(), listener.protocol(), name, upstream.persistence()),
          () -> Listeners.listener(listener));
    }
    return new Translation(config, memory);
  }

  private static XdsResource.Key key(ResourceType type, String name) {
    return new XdsResource.Key(type, name);
  }

  private void remember(
      Map<XdsResource.Key, Memo> memory,
      Translation last,
      XdsResource.Key key,
      Object input,
      Supplier<Message> make) {
    Memo before = last.memory().get(key);
    if (before != null && before.input().equals(input)) {
      memory.put(key, before);
      return;
    }
    hashed.increment();
    Any body = Messages.pack(make.get());
    Set<String> requires =
        input instanceof ListenerShape shape ? Set.of(shape.upstream()) : Set.of();
    memory.put(
        key,
        new Memo(
            input,
            new XdsResource(key.type(), key.name(), Messages.version(body), body, requires)));
  }

  /** What of a listener its Envoy resource depends on; the rest of its upstream does not matter. */
  private record ListenerShape(int port, Protocol protocol, String upstream, boolean persistence) {}

  /** A resource and the part of the model that it was made from. */
  record Memo(Object input, XdsResource resource) {}

  /**
   * The result of a translation and the memory of how it came about.
   *
   * @param source what was translated
   */
  public record Translation(ProxyConfig source, Map<XdsResource.Key, Memo> memory) {
    /** What there is before the first translation. */
    public static final Translation NOTHING =
        new Translation(new ProxyConfig("", List.of()), Map.of());

    /** Of the source. */
    public String revision() {
      return source.revision();
    }

    /** The resources, without duplicates. */
    public List<XdsResource> resources() {
      List<XdsResource> resources = new ArrayList<>(memory.size());
      memory.values().forEach(memo -> resources.add(memo.resource()));
      return resources;
    }
  }
}
