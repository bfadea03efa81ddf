package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.install.ProjectVersion;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.e2e.lab.cli.Progress;
import io.k8c.kubelb.e2e.lab.host.Interrupted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One run of the suite on a bed.
 *
 * @param limit how long it may take
 */
record SuiteRun(Bed bed, Selection selection, Places places, Duration limit) {
  private static final int SECONDS_BETWEEN_LOOKS = 5;

  /** The suite's own limit is as much lower, so that it can say where it was. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  Outcome run(Progress progress) {
    Path root = Toolchain.root();
    String version = ProjectVersion.of(root).toString();
    var command =
        new SuiteCommand(
            root, bed.programs(), selection, places.report(), version, limit.minus(GRACE));
    Process suite = bed.start(command.words(), places.log());
    boolean ended = follow(suite, progress);
    OptionalInt status = ended ? OptionalInt.of(suite.exitValue()) : OptionalInt.empty();
    return new Outcome(selection, status, Verdicts.of(places.log()), Report.of(places.report()));
  }

  /** Tells of every failure as it happens; false if the time is up. */
  private boolean follow(Process suite, Progress progress) {
    long end = System.nanoTime() + limit.toNanos();
    Set<String> told = new HashSet<>();
    try {
      boolean ended = false;
      while (!ended && System.nanoTime() < end) {
        ended = suite.waitFor(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
        Verdicts now = Verdicts.of(places.log());
        now.with(Verdict.FAIL).stream()
            .filter(told::add)
            .forEach(test -> progress.say("%s failed".formatted(test)));
      }
      return ended;
    } catch (InterruptedException e) {
      throw Interrupted.during("waiting for the suite", e);
    } finally {
      suite.destroy();
    }
  }
}
