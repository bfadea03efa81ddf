package io.k8c.kubelb.e2e.lab.cli;

import io.k8c.kubelb.e2e.lab.Lab;
import io.k8c.kubelb.e2e.lab.LabOptions;
import io.k8c.kubelb.e2e.lab.host.Guard;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "smoke",
    description = "Makes two clusters, tries everything that the lab offers, and ends them.",
    mixinStandardHelpOptions = true)
final class Smoke implements Callable<Integer> {
  @Override
  public Integer call() {
    Instant start = Instant.now();
    var checks = new Checks(System.out);
    var options = LabOptions.standard();
    String id;
    try (Lab lab = Lab.start(options)) {
      id = lab.id();
      SmokeRun.in(lab, checks);
    }
    checks.check("nothing is left", () -> !Guard.known(Lab.PREFIX, options.parent()).contains(id));
    System.out.printf(
        "%d passed, %d failed, %d s%n",
        checks.passed(),
        checks.failed().size(),
        Duration.between(start, Instant.now()).toSeconds());
    return checks.failed().isEmpty() ? 0 : 1;
  }
}
