package io.k8c.kubelb.e2e.bench.layer7;

import io.k8c.kubelb.e2e.bench.Rounded;
import io.k8c.kubelb.e2e.bench.layer7.ProxyWays.Way;
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
import java.util.function.Supplier;

/**
 * Processor time of proxies for a request, of several ways in turn. Each round has processes of its
 * own: where their memory happens to lie makes up to five percent between equal ones.
 */
record ProxyCost(int requests, int rounds) {
  private static final int CONNECTIONS = 8;
  private static final int WARM_UP = 8;
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** Compares with the first way. */
  Map<String, Object> compare(Supplier<ProxyWays> start) throws Exception {
    Map<String, List<Double>> micros = new LinkedHashMap<>();
    Map<String, Double> idle;
    try (ProxyWays ways = start.get()) {
      idle = idle(ways.all());
    }
    for (int round = 0; round < rounds; round++) {
      try (ProxyWays ways = start.get()) {
        for (Way way : ways.all()) {
          double _ = microsPerRequest(way, requests / WARM_UP);
        }
        for (Way way : round % 2 == 0 ? ways.all() : ways.all().reversed()) {
          micros
              .computeIfAbsent(way.name(), _ -> new ArrayList<>())
              .add(microsPerRequest(way, requests));
        }
      }
    }
    List<Double> base = micros.values().iterator().next();
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

  private static double microsPerRequest(Way way, int requests) throws Exception {
    long before = cpuNanos(way);
    try (ExecutorService workers = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        all.add(workers.submit(() -> load(way, requests / CONNECTIONS)));
      }
      for (Future<?> each : all) {
        var _ = each.get();
      }
    }
    return (cpuNanos(way) - before) / 1e3 / requests;
  }

  private static Void load(Way way, int requests) throws IOException {
    try (Client client = new Client(way.port())) {
      for (int i = 0; i < requests; i++) {
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
