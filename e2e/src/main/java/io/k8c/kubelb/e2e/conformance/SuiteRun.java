package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.install.ProjectVersion;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.e2e.lab.cli.Progress;
import io.k8c.kubelb.e2e.lab.host.Interrupted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One run of the suite on a bed.
 *
 * @param log what the suite prints
 * @param limit how long it may take
 */
record SuiteRun(Bed bed, Selection selection, Path report, Path log, Duration limit) {
  private static final int SECONDS_BETWEEN_LOOKS = 5;
  private static final Duration GRACE = Duration.ofSeconds(20);

  /**
   * How the run went.
   *
   * @param status of the suite's process; none if it had to be ended
   */
  record Outcome(Selection selection, OptionalInt status, Verdicts verdicts, Report report) {
    /** What is wrong, a line each; empty if all that was selected passed. */
    List<String> shortcomings() {
      if (status.isEmpty()) {
        return List.of("the suite did not end in time");
      }
      if (!selection.tests().isEmpty()) {
        return verdicts.shortcomings(selection.tests());
      }
      if (report.holds(selection.profiles()) && status.getAsInt() == 0) {
        return List.of();
      }
      return verdicts.byTest().isEmpty()
          ? List.of("no test was run: the suite's preparations failed")
          : List.of("not everything of %s passed".formatted(selection.profiles()));
    }
  }

  Outcome run(Progress progress) {
    Path root = Toolchain.root();
    String version = ProjectVersion.of(root).toString();
    var command =
        new SuiteCommand(root, bed.programs(), selection, report, version, limit.minus(GRACE));
    Process suite = bed.start(command.words(), log);
    boolean ended = follow(suite, progress);
    OptionalInt status = ended ? OptionalInt.of(suite.exitValue()) : OptionalInt.empty();
    return new Outcome(selection, status, Verdicts.of(log), Report.of(report));
  }

  /** Tells of every failure as it happens; false if the time is up. */
  private boolean follow(Process suite, Progress progress) {
    long end = System.nanoTime() + limit.toNanos();
    Set<String> told = new HashSet<>();
    try {
      boolean ended = false;
      while (!ended && System.nanoTime() < end) {
        ended = suite.waitFor(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
        Verdicts now = Verdicts.of(log);
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
