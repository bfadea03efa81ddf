package io.k8c.kubelb.manager.feed;

import io.envoyproxy.controlplane.server.DiscoveryServerCallbacks;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.k8c.kubelb.xds.server.Proxies;
import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.Translator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what passes between this manager and its proxies. */
public final class XdsMetrics implements DiscoveryServerCallbacks {
  private static final String PREFIX = "kubelb.manager.xds.";

  private final MeterRegistry registry;
  private final AtomicInteger streams = new AtomicInteger();

  public XdsMetrics(MeterRegistry registry, Translator translator, Proxies proxies) {
    this.registry = registry;
    Gauge.builder(PREFIX + "streams", streams, AtomicInteger::get)
        .description("Proxies that are connected to this manager")
        .register(registry);
    FunctionCounter.builder(PREFIX + "translated", translator, Translator::translated)
        .description("Source objects that were translated")
        .register(registry);
    FunctionCounter.builder(PREFIX + "hashed", translator, Translator::hashed)
        .description("Envoy resources that were built and hashed")
        .register(registry);
    FunctionCounter.builder(PREFIX + "snapshot.changes", proxies, Proxies::changes)
        .description("Envoy resources that were added, changed or removed")
        .register(registry);
    for (ResourceType type : ResourceType.values()) {
      counter("pushed", "Envoy resources that were sent to proxies", name(type));
      counter("acks", "Responses that proxies accepted", name(type));
      counter("nacks", "Responses that proxies refused", name(type));
    }
  }

  private Counter counter(String name, String description, String type) {
    return Counter.builder(PREFIX + name)
        .description(description)
        .tag("type", type)
        .register(registry);
  }

  private static String name(ResourceType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static String name(String typeUrl) {
    return ResourceType.of(typeUrl).map(XdsMetrics::name).orElse("other");
  }

  @Override
  public void onStreamOpen(long stream, String typeUrl) {
    streams.incrementAndGet();
  }

  @Override
  public void onStreamClose(long stream, String typeUrl) {
    streams.decrementAndGet();
  }

  @Override
  public void onV3StreamRequest(long stream, DiscoveryRequest request) {}

  @Override
  public void onV3StreamDeltaRequest(long stream, DeltaDiscoveryRequest request) {
    if (!request.getResponseNonce().isEmpty()) {
      String type = name(request.getTypeUrl());
      counter(request.hasErrorDetail() ? "nacks" : "acks", "", type).increment();
    }
  }

  @Override
  public void onV3StreamDeltaResponse(
      long stream, DeltaDiscoveryRequest request, DeltaDiscoveryResponse response) {
    counter("pushed", "", name(response.getTypeUrl()))
        .increment(response.getResourcesCount() + response.getRemovedResourcesCount());
  }
}
