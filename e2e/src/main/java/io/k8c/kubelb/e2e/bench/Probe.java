package io.k8c.kubelb.e2e.bench;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.k8c.kubelb.e2e.fast.FastCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Watches for the moments that a benchmark measures. */
final class Probe {
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final Map<String, CompletableFuture<Long>> addressed = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Integer>> listening = new ConcurrentHashMap<>();

  Probe(FastCluster tenant, FastCluster hub) {
    tenant.services().addEventHandler(new Handler(this::address));
    hub.services().addEventHandler(new Handler(this::listener));
  }

  private void address(Service service) {
    var status = service.getStatus() == null ? null : service.getStatus().getLoadBalancer();
    if (status != null && !status.getIngress().isEmpty()) {
      of(addressed, service.getMetadata().getName()).complete(System.nanoTime());
    }
  }

  private void listener(Service service) {
    String origin =
        service.getMetadata().getLabels() == null
            ? null
            : service.getMetadata().getLabels().get("kubelb.k8c.io/origin-name");
    if (origin != null) {
      of(listening, origin)
          .complete(service.getSpec().getPorts().getFirst().getTargetPort().getIntVal());
    }
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
  static double residentMiB(long pid) {
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

  private record Handler(java.util.function.Consumer<Service> work)
      implements ResourceEventHandler<Service> {
    @Override
    public void onAdd(Service service) {
      work.accept(service);
    }

    @Override
    public void onUpdate(Service before, Service after) {
      work.accept(after);
    }

    @Override
    public void onDelete(Service service, boolean unknown) {}
  }
}
