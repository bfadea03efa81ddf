package io.k8c.kubelb.kit.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the probes ask: ready is who has done its part of starting, alive is whose work makes
 * progress. Both answer with a line for each check and name the remedy where there is one.
 */
public final class Health {
  private static final Duration STUCK = Duration.ofMinutes(5);

  private final Clock clock;
  private final Map<String, Supplier<Optional<String>>> readiness = new LinkedHashMap<>();
  private final Set<Work> running = ConcurrentHashMap.newKeySet();

  public Health(Clock clock) {
    this.clock = clock;
  }

  /** Adds a condition of readiness: the problem, or nothing. */
  public synchronized void ready(String name, Supplier<Optional<String>> problem) {
    readiness.put(name, problem);
  }

  /** Marks work as running until it is closed; work that never ends makes the process not alive. */
  public Work begin(String name) {
    Work work = new Work(name, clock.instant(), this);
    running.add(work);
    return work;
  }

  /** Page of the readiness probe; a process that has set no condition yet is still starting. */
  public synchronized Endpoint.Page readyPage() {
    StringBuilder text = new StringBuilder();
    boolean ready = !readiness.isEmpty();
    if (!ready) {
      line(text, "start", Optional.of("not done yet"));
    }
    for (Map.Entry<String, Supplier<Optional<String>>> check : readiness.entrySet()) {
      Optional<String> problem = check.getValue().get();
      ready &= problem.isEmpty();
      line(text, check.getKey(), problem);
    }
    return Endpoint.Page.text(ready ? 200 : 503, text.toString());
  }

  /** Page of the liveness probe. */
  public Endpoint.Page alivePage() {
    Instant longAgo = clock.instant().minus(STUCK);
    Optional<String> stuck =
        running.stream()
            .filter(work -> work.since().isBefore(longAgo))
            .findFirst()
            .map(work -> work.name() + " has been running since " + work.since());
    StringBuilder text = new StringBuilder();
    line(text, "progress", stuck);
    return Endpoint.Page.text(stuck.isEmpty() ? 200 : 503, text.toString());
  }

  private static void line(StringBuilder text, String name, Optional<String> problem) {
    text.append(problem.isEmpty() ? "[ok] " : "[fail] ").append(name);
    problem.ifPresent(why -> text.append(": ").append(why));
    text.append('\n');
  }

  /** A piece of work that is going on. */
  public static final class Work implements AutoCloseable {
    private final String name;
    private final Instant since;
    private final Health health;

    private Work(String name, Instant since, Health health) {
      this.name = name;
      this.since = since;
      this.health = health;
    }

    String name() {
      return name;
    }

    Instant since() {
      return since;
    }

    @Override
    public void close() {
      health.running.remove(this);
    }
  }
}
