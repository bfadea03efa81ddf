package io.k8c.kubelb.e2e.bench.layer7;

import io.fabric8.kubernetes.client.Watch;
import io.k8c.kubelb.e2e.bench.Distribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Routes one after the other: time from their creation to the first answer, and what came before.
 */
record RouteProbe(Shop shop, int port) {
  private static final int POLL_MILLIS = 5;
  private static final int PAUSE_MILLIS = 30;

  Map<String, Object> run(String name, int samples) throws InterruptedException {
    Map<String, Long> inHub = new ConcurrentHashMap<>();
    List<Long> carried = new ArrayList<>();
    List<Long> answered = new ArrayList<>();
    Map<Integer, Integer> others = new TreeMap<>();
    try (Watch _ = shop.watchHub(route -> inHub.putIfAbsent(route, System.nanoTime()))) {
      for (int i = 0; i < samples; i++) {
        String route = name + "-" + i;
        long start = System.nanoTime();
        Thread creation = Thread.ofVirtual().start(() -> shop.create(route));
        answered.add(firstAnswer(route, others) - start);
        creation.join();
        Thread.sleep(PAUSE_MILLIS);
        Optional.ofNullable(inHub.get(route)).ifPresent(seen -> carried.add(seen - start));
      }
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("createToHubMillis", Distribution.ofNanos(carried));
    result.put("createToAnswerMillis", Distribution.ofNanos(answered));
    result.put("answersOtherThan404And200", others);
    return result;
  }

  private long firstAnswer(String route, Map<Integer, Integer> others) throws InterruptedException {
    int status = Client.ask(port, Shop.host(route));
    while (status != 200) {
      if (status != 404) {
        others.merge(status, 1, Integer::sum);
      }
      Thread.sleep(POLL_MILLIS);
      status = Client.ask(port, Shop.host(route));
    }
    return System.nanoTime();
  }
}
