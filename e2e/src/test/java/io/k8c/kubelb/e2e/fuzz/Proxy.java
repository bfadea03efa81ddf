package io.k8c.kubelb.e2e.fuzz;

import io.k8c.kubelb.e2e.fast.ProxyStage;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.server.Progress;
import io.k8c.kubelb.xds.server.Rejection;
import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.Translator;
import io.k8c.kubelb.xds.translate.XdsResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A live Envoy that holds what one state of a tenant leads to, and then another. */
final class Proxy implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ProxyStage stage;
  private final Translator translator = new Translator();
  private final Set<String> held = new HashSet<>();
  private final Set<String> awaited = new HashSet<>();

  Proxy(Class<?> test) {
    stage = new ProxyStage(test);
  }

  /** Everything that is told is replaced by this; returns what Envoy refused, or left open. */
  List<String> hold(Map<String, ProxyConfig> configs) {
    configs.forEach(stage::publish);
    held.removeAll(configs.keySet());
    held.forEach(stage::withdraw);
    held.clear();
    held.addAll(configs.keySet());
    awaited.clear();
    awaited.addAll(held);
    awaited.removeAll(unused(configs.values()));
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .atMost(PATIENCE)
          .until(
              () ->
                  stage.isAlive()
                      && awaited.stream().map(stage::progress).allMatch(Proxy::isSettled));
    } catch (ConditionTimeoutException e) {
      return List.of("neither taken nor refused: " + open());
    }
    List<String> refused = new ArrayList<>();
    for (String source : held) {
      for (Rejection rejection : stage.progress(source).rejections()) {
        refused.add(rejection.resource() + ": " + rejection.message());
      }
    }
    return refused;
  }

  /** Envoy asks for certificates only where something of it names them. */
  private Set<String> unused(Collection<ProxyConfig> configs) {
    Set<String> unused = new HashSet<>();
    Set<String> named = new HashSet<>();
    for (ProxyConfig config : configs) {
      config.certificates().forEach(certificate -> unused.add(certificate.name()));
      for (XdsResource resource :
          translator.translate(config, Translator.Translation.NOTHING).resources()) {
        named.addAll(resource.needs(ResourceType.SECRET));
      }
    }
    unused.removeAll(named);
    return unused;
  }

  private List<String> open() {
    return awaited.stream().filter(source -> !isSettled(stage.progress(source))).sorted().toList();
  }

  private static boolean isSettled(Progress progress) {
    return progress.accepted() || !progress.rejections().isEmpty();
  }

  boolean isAlive() {
    return stage.isAlive();
  }

  @Override
  public void close() {
    stage.close();
  }
}
