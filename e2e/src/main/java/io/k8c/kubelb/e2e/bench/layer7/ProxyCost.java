package io.k8c.kubelb.e2e.bench.layer7;

import io.k8c.kubelb.e2e.bench.Rounded;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Processor time of proxies for a request, of several ways in turn. */
record ProxyCost(int requests, int rounds) {
  private static final int CONNECTIONS = 8;
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** A way that requests take: where they enter, and the processes that they pass. */
  record Way(String name, int port, String host, List<Long> pids) {}

  /** The first way is what the others are compared with. */
  Map<String, Object> compare(List<Way> ways) throws Exception {
    Map<String, List<Double>> micros = new LinkedHashMap<>();
    Map<String, Double> idle = idle(ways);
    for (Way way : ways) {
      double _ = microsPerRequest(way);
    }
    for (int round = 0; round < rounds; round++) {
      for (Way way : ways) {
        micros.computeIfAbsent(way.name(), _ -> new ArrayList<>()).add(microsPerRequest(way));
      }
    }
    List<Double> base = micros.getOrDefault(ways.getFirst().name(), List.of());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("requestsOfEachRound", requests);
    result.put("rounds", rounds);
    result.put("idleMillisPerSecond", idle);
    micros.forEach((name, values) -> result.put(name, figures(values, base)));
    return result;
  }

  /** What the proxies take of a processor when nobody asks for anything. */
  private static Map<String, Double> idle(List<Way> ways) throws InterruptedException {
    Map<String, Long> before = new LinkedHashMap<>();
    for (Way way : ways) {
      before.put(way.name(), cpuNanos(way));
    }
    Thread.sleep(IDLE);
    Map<String, Double> millis = new LinkedHashMap<>();
    for (Way way : ways) {
      double spent = (cpuNanos(way) - before.getOrDefault(way.name(), 0L)) / 1e6;
      millis.put(way.name(), Rounded.thousandths(spent / IDLE.toSeconds()));
    }
    return millis;
  }

  private static Map<String, Object> figures(List<Double> values, List<Double> base) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / base.get(i));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("microsPerRequestMedian", Rounded.thousandths(median(values)));
    result.put("ratioMedian", Rounded.thousandths(median(ratios)));
    result.put("ratioSmallest", Rounded.thousandths(Collections.min(ratios)));
    result.put("ratioLargest", Rounded.thousandths(Collections.max(ratios)));
    return result;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private double microsPerRequest(Way way) throws Exception {
    long before = cpuNanos(way);
    try (ExecutorService workers = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        all.add(workers.submit(() -> load(way)));
      }
      for (Future<?> each : all) {
        var _ = each.get();
      }
    }
    return (cpuNanos(way) - before) / 1e3 / requests;
  }

  private Void load(Way way) throws IOException {
    try (Client client = new Client(way.port())) {
      for (int i = 0; i < requests / CONNECTIONS; i++) {
        if (client.ask(way.host(), "X-Bench: 1") != 200) {
          throw new IOException(way.name() + " failed a request");
        }
      }
    }
    return null;
  }

  private static long cpuNanos(Way way) {
    return way.pids().stream()
        .mapToLong(
            pid ->
                ProcessHandle.of(pid)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .orElseThrow()
                    .toNanos())
        .sum();
  }
}
