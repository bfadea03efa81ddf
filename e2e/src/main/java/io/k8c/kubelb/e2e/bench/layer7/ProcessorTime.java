package io.k8c.kubelb.e2e.bench.layer7;

import io.k8c.kubelb.e2e.bench.Rounded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the programs that this one started, and itself, took of the processors so far. */
record ProcessorTime(Map<String, Duration> byProgram) {
  private static final String ITSELF = "bench";

  static ProcessorTime now() {
    ProcessHandle own = ProcessHandle.current();
    Map<String, Duration> spent = new TreeMap<>();
    spent.put(ITSELF, spent(own));
    own.descendants()
        .forEach(process -> spent.merge(program(process), spent(process), Duration::plus));
    return new ProcessorTime(spent);
  }

  /** Seconds since then; programs that ended meanwhile are left out. */
  Map<String, Double> secondsSince(ProcessorTime before) {
    Map<String, Double> seconds = new TreeMap<>();
    byProgram.forEach(
        (program, spent) ->
            seconds.put(
                program,
                Rounded.seconds(
                    spent.minus(before.byProgram.getOrDefault(program, Duration.ZERO)).toNanos())));
    return seconds;
  }

  private static Duration spent(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** File of the program, for Java that of its jar. */
  private static String program(ProcessHandle process) {
    String command = process.info().command().map(ProcessorTime::file).orElse("ended");
    return Stream.of(process.info().arguments().orElse(new String[0]))
        .filter(word -> command.equals("java") && word.endsWith(".jar"))
        .findFirst()
        .map(ProcessorTime::file)
        .orElse(command);
  }

  private static String file(String path) {
    return Path.of(path).getFileName().toString();
  }
}
