package io.k8c.kubelb.e2e.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** What the layer 4 benchmark does with a bed, step by step, and what it measures. */
record Layer4Course(Bed bed, Layer4Sizes sizes, Report report, Probe probe) {
  private static final int MINUTES_UNTIL_CALM = 6;

  Layer4Course(Bed bed, Layer4Sizes sizes, Report report) {
    this(bed, sizes, report, new Probe(bed));
  }

  void run() throws Exception {
    report.put("servicesWhenLoaded", sizes.total);
    probe.addressed(Bed.FIRST).get();
    long _ = probe.firstAnswer(Bed.FIRST);
    memory("idle");
    var _ = oneByOne("warm", sizes.warmup);
    report.put("idle", oneByOne("idle", sizes.samples));
    report.put("burst", burst("burst", sizes.burst));
    memory("after burst");
    report.put("fill", burst("fill", sizes.rest()));
    report.put("loaded", oneByOne("loaded", sizes.samples));
    memory("loaded");
    report.put("oneMore", oneMore());
    report.put("oneMoreNode", oneMoreNode());
    report.put("steady", steady());
    memory("steady");
  }

  private Map<String, Object> oneByOne(String name, int count) throws Exception {
    List<Long> answers = new ArrayList<>();
    List<Long> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String service = name + "-" + i;
      long start = System.nanoTime();
      create(service);
      answers.add(probe.firstAnswer(service) - start);
      addresses.add(probe.addressed(service).get() - start);
      Thread.sleep(30);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("createToAnswerMillis", Distribution.ofNanos(answers));
    result.put("createToAddressMillis", Distribution.ofNanos(addresses));
    return result;
  }

  private Map<String, Object> burst(String name, int count) throws Exception {
    long start = System.nanoTime();
    Semaphore atOnce = new Semaphore(8);
    List<Long> addresses = new ArrayList<>();
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        String service = name + "-" + i;
        workers.execute(
            () -> {
              atOnce.acquireUninterruptibly();
              try {
                create(service);
              } finally {
                atOnce.release();
              }
            });
      }
      for (int i = 0; i < count; i++) {
        addresses.add(probe.addressed(name + "-" + i).get() - start);
      }
    }
    long end = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long _ = probe.firstAnswer(name + "-" + i);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("services", count);
    result.put("secondsUntilAllHaveAnAddress", (end - start) / 1e9);
    result.put("secondsUntilAllAnswer", (System.nanoTime() - start) / 1e9);
    result.put("addressMillis", Distribution.ofNanos(addresses));
    return result;
  }

  private void create(String name) {
    var _ = bed.tenant().resource(bed.service(name)).create();
  }

  private Map<String, Double> oneMore() throws Exception {
    Pushes before = pushes();
    create("one-more");
    probe.addressed("one-more").get();
    Thread.sleep(1000);
    return pushes().since(before);
  }

  private Map<String, Double> oneMoreNode() throws Exception {
    Pushes before = pushes();
    bed.addNode();
    Thread.sleep(5000);
    return pushes().since(before);
  }

  private Pushes pushes() {
    return Pushes.in(bed.managerMetrics());
  }

  private Map<String, Object> steady() throws Exception {
    calm();
    long hub = bed.hubWrites().writes();
    long tenant = bed.tenantWrites().writes();
    Thread.sleep(Duration.ofSeconds(sizes.steadySeconds));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("seconds", sizes.steadySeconds);
    result.put("writesToHub", bed.hubWrites().writes() - hub);
    result.put("writesToTenant", bed.tenantWrites().writes() - tenant);
    return result;
  }

  /** Events of a burst are told slowly; the steady state begins after the last. */
  private void calm() throws Exception {
    long before = -1;
    for (int i = 0; i < MINUTES_UNTIL_CALM * 6; i++) {
      long now = bed.hubWrites().writes() + bed.tenantWrites().writes();
      if (now == before) {
        return;
      }
      before = now;
      Thread.sleep(Duration.ofSeconds(10));
    }
  }

  private void memory(String when) {
    report.put("residentMiB " + when, bed.residentMiB());
  }
}
