package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.Translator.Translation;
import io.k8c.kubelb.xds.translate.XdsResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy shall hold, and the streams of its members. A change costs what changed, however
 * much there is. Every method wants the lock; {@link Proxies} takes it.
 */
final class ProxyState {
  private final ProxyId id;
  private final ProgressListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ResourceType, Map<String, XdsResource>> resources =
      new EnumMap<>(ResourceType.class);
  private final Map<XdsResource.Key, String> owners = new HashMap<>();
  private final Map<String, Translation> sources = new HashMap<>();
  private final Set<DeltaStream> streams = new LinkedHashSet<>();

  ProxyState(ProxyId id, ProgressListener listener) {
    this.id = id;
    this.listener = listener;
    for (ResourceType type : ResourceType.values()) {
      resources.put(type, new HashMap<>());
    }
  }

  ProxyId id() {
    return id;
  }

  ReentrantLock lock() {
    return lock;
  }

  Translation translation(String source) {
    return sources.getOrDefault(source, Translation.NOTHING);
  }

  /** Takes over what a source leads to now; returns how many resources changed. */
  int replace(String source, Translation next) {
    Translation last =
        next.equals(Translation.NOTHING) ? sources.remove(source) : sources.put(source, next);
    List<XdsResource.Key> changed = new ArrayList<>();
    Set<XdsResource.Key> kept = new LinkedHashSet<>();
    for (XdsResource resource : next.resources()) {
      kept.add(resource.key());
      owners.put(resource.key(), source);
      XdsResource before = of(resource.type()).put(resource.name(), resource);
      if (before == null || !before.version().equals(resource.version())) {
        changed.add(resource.key());
      }
    }
    List<XdsResource> withdrawn = new ArrayList<>();
    if (last != null) {
      for (XdsResource gone : last.resources()) {
        if (!kept.contains(gone.key()) && owners.remove(gone.key(), source)) {
          of(gone.type()).remove(gone.name());
          changed.add(gone.key());
          withdrawn.add(gone);
        }
      }
    }
    streams.forEach(stream -> stream.changed(changed, withdrawn));
    tell(source);
    return changed.size();
  }

  private Map<String, XdsResource> of(ResourceType type) {
    Map<String, XdsResource> byName = resources.get(type);
    if (byName == null) {
      throw new IllegalStateException("no such type: " + type);
    }
    return byName;
  }

  @Nullable XdsResource get(ResourceType type, String name) {
    return of(type).get(name);
  }

  Collection<XdsResource> all(ResourceType type) {
    return of(type).values();
  }

  void connected(DeltaStream stream) {
    streams.add(stream);
  }

  void disconnected(DeltaStream stream) {
    if (streams.remove(stream)) {
      progressed();
    }
  }

  Set<DeltaStream> streams() {
    return streams;
  }

  int serving() {
    return (int) streams.stream().filter(DeltaStream::isServing).count();
  }

  boolean isUnused() {
    return sources.isEmpty() && streams.isEmpty();
  }

  /** A member took or refused a resource. */
  void progressed(XdsResource.Key key) {
    String source = owners.get(key);
    if (source != null) {
      tell(source);
    }
  }

  /** Tells of all sources: a member came or went. */
  void progressed() {
    sources.keySet().forEach(this::tell);
  }

  private void tell(String source) {
    listener.progressed(id, source, progress(source));
  }

  Progress progress(String source) {
    Translation translation = sources.get(source);
    if (translation == null) {
      return Progress.NONE;
    }
    List<XdsResource> wanted = translation.resources();
    List<DeltaStream> serving = streams.stream().filter(DeltaStream::isServing).toList();
    List<Rejection> refused =
        wanted.stream().flatMap(resource -> rejection(resource).stream()).toList();
    boolean accepted =
        !serving.isEmpty()
            && refused.isEmpty()
            && serving.stream().allMatch(stream -> stream.holds(wanted));
    return new Progress(translation.revision(), serving.size(), accepted, refused);
  }

  /** Of members that refuse the same one speaks for all. */
  private Optional<Rejection> rejection(XdsResource wanted) {
    return streams.stream()
        .map(stream -> stream.rejection(wanted))
        .filter(Objects::nonNull)
        .findFirst();
  }
}
