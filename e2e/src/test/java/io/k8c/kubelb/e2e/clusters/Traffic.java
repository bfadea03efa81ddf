package io.k8c.kubelb.e2e.clusters;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.e2e.clusters.Tally.Slowest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A client that asks again and again at a steady rate, whether it is answered or not. */
final class Traffic implements AutoCloseable {
  private static final Slowest NONE = new Slowest(Duration.ZERO, Duration.ZERO);

  private final Client client;
  private final InetSocketAddress address;
  private final String path;
  private final Duration pace;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicReference<Slowest> longest = new AtomicReference<>(NONE);
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final ReadWriteLock flights = new ReentrantReadWriteLock(true);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final long start = System.nanoTime();
  private volatile boolean running = true;

  private Traffic(Client client, InetSocketAddress address, String path, Duration pace) {
    this.client = client;
    this.address = address;
    this.path = path;
    this.pace = pace;
    threads.execute(this::run);
  }

  /** Fifty requests a second. */
  static Traffic to(Published published) {
    return new Traffic(published.bed().client(), published.at(), "/", Duration.ofMillis(20));
  }

  /** Ten requests a second, each of which takes three seconds to be answered. */
  static Traffic slowTo(Published published) {
    return new Traffic(
        published.bed().client(), published.at(), "/?delay=3s", Duration.ofMillis(100));
  }

  private void run() {
    for (long n = 1; running; n++) {
      threads.execute(this::ask);
      LockSupport.parkNanos(start + n * pace.toNanos() - System.nanoTime());
    }
  }

  private void ask() {
    flights.readLock().lock();
    long begun = System.nanoTime();
    try {
      requests.incrementAndGet();
      JsonNode _ = client.get(address, path);
      answers.incrementAndGet();
    } catch (IOException | RuntimeException e) {
      failures.add("after %.1f s: %s".formatted((begun - start) / 1e9, e));
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      var _ =
          longest.accumulateAndGet(
              new Slowest(took, Duration.ofNanos(begun - start)),
              (a, b) -> b.took().compareTo(a.took()) > 0 ? b : a);
      flights.readLock().unlock();
    }
  }

  /** Does something while no request is under way. */
  void pausedFor(Runnable action) {
    flights.writeLock().lock();
    try {
      action.run();
    } finally {
      flights.writeLock().unlock();
    }
  }

  /** Returns when so many more requests were answered. */
  Traffic more(int count) {
    int wanted = answers.get() + count;
    int given = requests.get() + 2 * count + 500;
    while (answers.get() < wanted && requests.get() < given) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return this;
  }

  /** The slowest answer since the last time this was asked, in milliseconds. */
  long longestMillis() {
    return longest.getAndSet(NONE).took().toMillis();
  }

  /** Stops and says how it went. */
  Tally stop() {
    close();
    return new Tally(
        requests.get(),
        failures.stream().toList(),
        longest.get(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  @Override
  public void close() {
    running = false;
    threads.close();
  }
}
