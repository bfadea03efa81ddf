package io.k8c.kubelb.e2e.bench;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.e2e.lab.cloud.OnChange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Watches for the moments that a benchmark measures. */
final class Probe {
  /** An attempt that hangs, as a lost SYN does for a second, must not hide that the next works. */
  private static final int ATTEMPT_MILLIS = 250;

  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final Map<String, CompletableFuture<Long>> addressed = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<InetSocketAddress>> doors = new ConcurrentHashMap<>();
  private final Bed bed;

  Probe(Bed bed) {
    this.bed = bed;
    follow(bed.tenantServices(), this::address, service -> forget(addressed, name(service)));
    follow(
        bed.hubServices(),
        this::door,
        service -> origin(service).ifPresent(name -> forget(doors, name)));
  }

  private static void follow(
      SharedIndexInformer<Service> services, Consumer<Service> there, Consumer<Service> gone) {
    services.addEventHandler(
        new OnChange<>(
            service ->
                (services.getIndexer().get(service) == null ? gone : there).accept(service)));
  }

  private void address(Service service) {
    var status = service.getStatus() == null ? null : service.getStatus().getLoadBalancer();
    if (status != null && !status.getIngress().isEmpty()) {
      of(addressed, name(service)).complete(System.nanoTime());
    }
  }

  private void door(Service service) {
    origin(service)
        .ifPresent(name -> bed.door(service).ifPresent(door -> of(doors, name).complete(door)));
  }

  private static String name(Service service) {
    return service.getMetadata().getName();
  }

  /** Name of the tenant's Service that a hub Service is for. */
  private static Optional<String> origin(Service service) {
    return Optional.ofNullable(service.getMetadata().getLabels())
        .map(labels -> labels.get(Wire.LABEL_ORIGIN_NAME));
  }

  /** What was measured of a Service does not hold for the next one of its name. */
  private static <T> void forget(Map<String, CompletableFuture<T>> map, String name) {
    map.computeIfPresent(name, (_, measured) -> measured.isDone() ? null : measured);
  }

  private static <T> CompletableFuture<T> of(Map<String, CompletableFuture<T>> map, String name) {
    return map.computeIfAbsent(name, key -> new CompletableFuture<>());
  }

  /** When the Service had its address, by {@link System#nanoTime}. */
  CompletableFuture<Long> addressed(String service) {
    return of(addressed, service);
  }

  /** Waits for the first good answer; returns when it came. */
  long firstAnswer(String service) throws Exception {
    InetSocketAddress door = of(doors, service).get();
    while (!answers(door)) {
      Thread.sleep(1);
    }
    return System.nanoTime();
  }

  private boolean answers(InetSocketAddress door) {
    try (Socket socket = bed.socket()) {
      socket.connect(door, ATTEMPT_MILLIS);
      socket.setSoTimeout(ATTEMPT_MILLIS);
      socket.getOutputStream().write(REQUEST);
      byte[] answer = socket.getInputStream().readNBytes(12);
      return new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
    } catch (IOException e) {
      return false;
    }
  }
}
