package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.Translator;
import io.k8c.kubelb.xds.translate.Translator.Translation;
import io.k8c.kubelb.xds.translate.XdsResource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What all proxies shall do, source by source. Publishing says it once; whoever is connected, and
 * whoever connects later, is told the difference to what it holds.
 */
public final class Proxies {
  private final Translator translator;
  private final ProgressListener listener;
  private final Map<ProxyId, ProxyState> states = new ConcurrentHashMap<>();
  private final LongAdder changes = new LongAdder();

  public Proxies(Translator translator, ProgressListener listener) {
    this.translator = translator;
    this.listener = listener;
  }

  /**
   * Replaces what one source asks of a proxy; nothing is sent where nothing changed.
   *
   * @return number of resources that were added, changed or removed
   */
  public int publish(ProxyId proxy, String source, ProxyConfig config) {
    int changed =
        locked(
            proxy,
            state ->
                state.replace(source, translator.translate(config, state.translation(source))));
    changes.add(changed);
    return changed;
  }

  /** Takes back what one source asked of a proxy. */
  public void withdraw(ProxyId proxy, String source) {
    if (states.containsKey(proxy)) {
      run(proxy, state -> changes.add(state.replace(source, Translation.NOTHING)));
    }
  }

  /** Resources that were added, changed or removed since the start. */
  public long changes() {
    return changes.sum();
  }

  /** How far a source has come on the proxies that are connected here. */
  public Progress progress(ProxyId proxy, String source) {
    return states.containsKey(proxy)
        ? locked(proxy, state -> state.progress(source))
        : Progress.NONE;
  }

  /** Proxies that have configuration or clients. */
  public Set<ProxyId> ids() {
    return Set.copyOf(states.keySet());
  }

  /** Number of connected clients of a proxy that have their first complete set. */
  public int serving(ProxyId proxy) {
    return states.containsKey(proxy) ? locked(proxy, ProxyState::serving) : 0;
  }

  /** Number of connected clients of a proxy. */
  public int streams(ProxyId proxy) {
    return states.containsKey(proxy) ? locked(proxy, state -> state.streams().size()) : 0;
  }

  /** Versions of all resources of a proxy, by kind and name; equal on every replica. */
  public Map<String, String> versions(ProxyId proxy) {
    return locked(
        proxy,
        state -> {
          Map<String, String> versions = new TreeMap<>();
          for (ResourceType type : ResourceType.values()) {
            for (XdsResource resource : state.all(type)) {
              versions.put(type + "/" + resource.name(), resource.version());
            }
          }
          return versions;
        });
  }

  /** Runs something under the lock of a proxy, which is forgotten when it is not used any more. */
  <T> T locked(ProxyId proxy, Function<ProxyState, T> work) {
    while (true) {
      ProxyState state = states.computeIfAbsent(proxy, id -> new ProxyState(id, listener));
      state.lock().lock();
      try {
        if (states.get(proxy) == state) {
          T result = work.apply(state);
          if (state.isUnused()) {
            states.remove(proxy, state);
          }
          return result;
        }
      } finally {
        state.lock().unlock();
      }
    }
  }

  void run(ProxyId proxy, Consumer<ProxyState> work) {
    boolean _ =
        locked(
            proxy,
            state -> {
              work.accept(state);
              return true;
            });
  }

  /** Ends streams whose clients have not answered since then. */
  void endStuck(long oldestNanos) {
    for (ProxyId proxy : List.copyOf(states.keySet())) {
      run(
          proxy,
          state -> List.copyOf(state.streams()).forEach(stream -> stream.endIfStuck(oldestNanos)));
    }
  }
}
