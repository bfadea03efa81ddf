package io.k8c.kubelb.xds.translate;

import io.k8c.kubelb.xds.model.ProxyConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

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
    Pass pass = new Pass(last.memory());
    Map<XdsResource.Key, Memo> memory = pass.run(config);
    hashed.add(pass.hashed());
    return new Translation(config, memory);
  }

  /**
   * A resource and the part of the model that it was made from.
   *
   * @param hosts of a route table, by name
   */
  record Memo(Object input, XdsResource resource, Map<String, RouteTables.Host> hosts) {}

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
