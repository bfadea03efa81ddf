package io.k8c.kubelb.kit.process;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on objects of kinds that are found out at run time, which JOSDK's controllers are not made
 * for. A key is worked on by one worker at a time; what comes meanwhile is done afterwards, once.
 * What fails is tried again, later each time.
 */
public final class WorkQueue<K> implements AutoCloseable {
  private static final int WORKERS = 16;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Reconciliations reconciliations;
  private final Function<K, Item> names;
  private final Work<K> work;
  private final TwoLines<K> ready = new TwoLines<>();
  private final Map<K, State> states = new ConcurrentHashMap<>();
  private final Map<K, Integer> failures = new ConcurrentHashMap<>();
  private final Map<K, Long> later = new ConcurrentHashMap<>();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  /** How people call what a key stands for; the kind goes into the names of metrics. */
  public record Item(String kind, String namespace, String name) {
    private Map<String, String> pairs() {
      Map<String, String> pairs = new LinkedHashMap<>();
      pairs.put("kind", kind);
      pairs.put("namespace", namespace);
      pairs.put("name", name);
      return pairs;
    }
  }

  /** What is done with a key; an exception means that it is tried again. */
  @FunctionalInterface
  public interface Work<K> {
    void on(K key) throws Exception;
  }

  private enum State {
    WAITING,
    WAITING_BEHIND,
    RUNNING,
    AGAIN,
    AGAIN_BEHIND
  }

  /**
   * Takes keys at once and works on them from {@link #start} on.
   *
   * @param program goes into the names of metrics
   */
  public WorkQueue(String program, Telemetry telemetry, Function<K, Item> names, Work<K> work) {
    this.reconciliations = new Reconciliations(program, telemetry.metrics(), telemetry.health());
    this.names = names;
    this.work = work;
  }

  /** Asks for work on a key; returns at once. */
  public void add(K key) {
    var _ =
        states.compute(
            key,
            (_, state) ->
                switch (state) {
                  case null -> waiting(key);
                  case WAITING_BEHIND -> waiting(key);
                  case WAITING -> State.WAITING;
                  case RUNNING, AGAIN, AGAIN_BEHIND -> State.AGAIN;
                });
  }

  /** Asks for work on a key that may wait while there is other work; returns at once. */
  public void addBehind(K key) {
    var _ =
        states.compute(
            key,
            (_, state) ->
                switch (state) {
                  case null -> waitingBehind(key);
                  case RUNNING -> State.AGAIN_BEHIND;
                  case WAITING, WAITING_BEHIND, AGAIN, AGAIN_BEHIND -> state;
                });
  }

  private State waiting(K key) {
    ready.add(key);
    return State.WAITING;
  }

  private State waitingBehind(K key) {
    ready.addBehind(key);
    return State.WAITING_BEHIND;
  }

  /** Asks for work on a key at the latest some time from now; returns at once. */
  public void addAfter(K key, Duration pause) {
    long due = System.nanoTime() + pause.toNanos();
    var _ =
        later.compute(
            key,
            (_, known) -> {
              if (known != null && known - due <= 0) {
                return known;
              }
              CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, workers)
                  .execute(() -> due(key, due));
              return due;
            });
  }

  private void due(K key, long due) {
    later.remove(key, due);
    add(key);
  }

  /** Begins to work. */
  public void start() {
    for (int i = 0; i < WORKERS; i++) {
      var _ = workers.submit(this::run);
    }
  }

  /**
   * Begins to work once this process leads; returns at once. A replica that stands by had better
   * ask for nothing before: it would be kept for as long as it stands by.
   *
   * @param first what there is to do when it begins to lead
   */
  public void startLeading(Leadership leadership, Supplier<? extends Collection<K>> first) {
    var _ =
        workers.submit(
            () -> {
              leadership.await();
              first.get().forEach(this::add);
              start();
              return null;
            });
  }

  private void run() {
    try {
      while (true) {
        K key = ready.take();
        if (isWaiting(key)) {
          boolean done = isDone(key);
          var _ = states.computeIfPresent(key, (_, state) -> after(key, state));
          if (!done) {
            tryLater(key);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A key that came forward is in both lines; it is worked on once. */
  private boolean isWaiting(K key) {
    return states.replace(key, State.WAITING, State.RUNNING)
        || states.replace(key, State.WAITING_BEHIND, State.RUNNING);
  }

  private @Nullable State after(K key, State state) {
    return switch (state) {
      case AGAIN -> waiting(key);
      case AGAIN_BEHIND -> waitingBehind(key);
      case WAITING, WAITING_BEHIND, RUNNING -> null;
    };
  }

  private boolean isDone(K key) throws InterruptedException {
    Item item = names.apply(key);
    try {
      var _ =
          reconciliations.timed(
              item.kind().toLowerCase(java.util.Locale.ROOT),
              item.namespace(),
              item.namespace() + "/" + item.name(),
              () -> {
                work.on(key);
                return true;
              });
      failures.remove(key);
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (workers.isShutdown()) {
        throw new InterruptedException();
      }
      if (!isOvertaken(e)) {
        reconciliations.failed(item.pairs(), e);
      }
      return false;
    }
  }

  /** Somebody else wrote first; that happens. */
  private static boolean isOvertaken(Exception failure) {
    return failure instanceof KubernetesClientException refused
        && refused.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  private void tryLater(K key) {
    int failed = failures.merge(key, 1, Integer::sum);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failed - 1, 16));
    addAfter(key, pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
