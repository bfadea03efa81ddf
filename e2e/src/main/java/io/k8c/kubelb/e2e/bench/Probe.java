package io.k8c.kubelb.e2e.bench;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.e2e.fast.FastCluster;
import io.k8c.kubelb.e2e.lab.cloud.OnChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Watches for the moments that a benchmark measures. */
public final class Probe {
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final Map<String, CompletableFuture<Long>> addressed = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Integer>> listening = new ConcurrentHashMap<>();

  Probe(FastCluster tenant, FastCluster hub) {
    follow(tenant.services(), this::address, service -> forget(addressed, name(service)));
    follow(
        hub.services(),
        this::listener,
        service -> origin(service).ifPresent(name -> forget(listening, name)));
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

  private void listener(Service service) {
    origin(service)
        .ifPresent(
            name ->
                of(listening, name)
                    .complete(service.getSpec().getPorts().getFirst().getTargetPort().getIntVal()));
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

  /** Port at which the proxy serves the Service. */
  CompletableFuture<Integer> listening(String service) {
    return of(listening, service);
  }

  /** Waits for the first good answer; returns when it came. */
  long firstAnswer(String service) throws Exception {
    int port = listening(service).get();
    while (!answers(port)) {
      Thread.sleep(1);
    }
    return System.nanoTime();
  }

  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      socket.setSoTimeout(2000);
      socket.getOutputStream().write(REQUEST);
      byte[] answer = socket.getInputStream().readNBytes(12);
      return new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
    } catch (IOException e) {
      return false;
    }
  }

  /** Resident memory of a process in MiB. */
  public static double residentMiB(long pid) {
    try {
      for (String line :
          java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Math.round(Long.parseLong(line.replaceAll("\\D", "")) / 102.4) / 10.0;
        }
      }
      return Double.NaN;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
