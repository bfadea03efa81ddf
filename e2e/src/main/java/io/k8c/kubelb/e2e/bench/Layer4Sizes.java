package io.k8c.kubelb.e2e.bench;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much a layer 4 benchmark does, and where its figures go. */
final class Layer4Sizes {
  @Option(names = "--samples", description = "Services measured one by one: ${DEFAULT-VALUE}.")
  int samples;

  @Option(names = "--warmup", description = "Services before any is counted: ${DEFAULT-VALUE}.")
  int warmup;

  @Option(names = "--burst", description = "Services created at once: ${DEFAULT-VALUE}.")
  int burst;

  @Option(names = "--total", description = "Services present in the end: ${DEFAULT-VALUE}.")
  int total;

  @Option(names = "--steady-seconds", description = "Time without a change: ${DEFAULT-VALUE}.")
  int steadySeconds;

  @Option(names = "--json", description = "File for the figures, beside standard output.")
  Optional<Path> json = Optional.empty();

  Layer4Sizes(int samples, int warmup, int burst, int total, int steadySeconds) {
    this.samples = samples;
    this.warmup = warmup;
    this.burst = burst;
    this.total = total;
    this.steadySeconds = steadySeconds;
  }

  /** Services that are missing of the total after all but these. */
  int rest() {
    return Math.max(0, total - warmup - samples - burst - 1);
  }

  /** Services that exist at the end of the benchmark: some are measured beside the total. */
  int most() {
    return 1 + warmup + samples + burst + rest() + samples + 1;
  }
}
