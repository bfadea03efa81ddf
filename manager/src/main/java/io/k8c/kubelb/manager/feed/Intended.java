package io.k8c.kubelb.manager.feed;

import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Hub Services while they are written for the first time, so that proxies are configured meanwhile
 * instead of afterwards. What the API server then refuses is taken back.
 */
public final class Intended {
  private final Map<String, Service> services = new ConcurrentHashMap<>();
  private final List<Consumer<Service>> listeners = new CopyOnWriteArrayList<>();

  /** Who is told when a Service begins to be written, and when that failed. */
  void onChange(Consumer<Service> listener) {
    listeners.add(listener);
  }

  Optional<Service> get(String namespace, String name) {
    return Optional.ofNullable(services.get(key(namespace, name)));
  }

  /** Writes a Service that the hub does not have yet, and returns what the hub holds then. */
  public Service during(Service service, Supplier<Service> write) {
    String key = key(service.getMetadata().getNamespace(), service.getMetadata().getName());
    services.put(key, service);
    tell(service);
    try {
      Service written = write.get();
      services.remove(key);
      return written;
    } catch (RuntimeException e) {
      services.remove(key);
      tell(service);
      throw e;
    }
  }

  private void tell(Service service) {
    listeners.forEach(listener -> listener.accept(service));
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }
}
