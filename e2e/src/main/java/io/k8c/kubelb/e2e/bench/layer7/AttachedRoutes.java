package io.k8c.kubelb.e2e.bench.layer7;

import io.k8c.kubelb.e2e.bench.Rounded;
import io.k8c.kubelb.e2e.fast.FastCluster;
import io.k8c.kubelb.e2e.lab.host.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;

/** Many routes at once: how long until the Gateway counts them, and how often that is written. */
record AttachedRoutes(Shop shop, FastCluster tenant, int count) {
  private static final int AT_ONCE = 8;
  private static final int LIMIT_SECONDS = 180;

  /**
   * @param others routes that are there besides
   */
  Map<String, Object> attach(int others) throws Exception {
    long start = System.nanoTime();
    Map<String, Object> result = change(i -> shop.create("many-" + i), others + count);
    new Wait(Duration.ofSeconds(LIMIT_SECONDS), Duration.ofSeconds(1))
        .until(() -> shop.acceptedRoutes() == others + count, () -> "not all routes have a status");
    result.put("secondsUntilAllHaveAStatus", Rounded.seconds(System.nanoTime() - start));
    return result;
  }

  Map<String, Object> detach(int others) throws Exception {
    return change(i -> shop.delete("many-" + i), others);
  }

  private Map<String, Object> change(IntConsumer change, int wanted) throws Exception {
    long before = gatewayWrites();
    ProcessorTime spent = ProcessorTime.now();
    long start = System.nanoTime();
    all(change);
    long written = System.nanoTime();
    boolean right = false;
    while (!right && (System.nanoTime() - written) / 1e9 < LIMIT_SECONDS) {
      right = shop.attachedRoutes() == wanted;
      Thread.sleep(20);
    }
    long end = System.nanoTime();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("routes", count);
    result.put("right", right);
    result.put("secondsOfWrites", Rounded.seconds(written - start));
    result.put("secondsAfterLastWrite", Rounded.seconds(end - written));
    result.put("statusWritesOfGateway", gatewayWrites() - before);
    result.put("processorSeconds", ProcessorTime.now().secondsSince(spent));
    return result;
  }

  private void all(IntConsumer change) {
    Semaphore atOnce = new Semaphore(AT_ONCE);
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int number = i;
        workers.execute(
            () -> {
              atOnce.acquireUninterruptibly();
              try {
                change.accept(number);
              } finally {
                atOnce.release();
              }
            });
      }
    }
  }

  private long gatewayWrites() throws IOException {
    try (var lines = Files.lines(tenant.auditLog())) {
      return lines
          .filter(line -> line.contains("\"resource\":\"gateways\""))
          .filter(line -> line.contains("\"subresource\":\"status\""))
          .count();
    }
  }
}
