package io.k8c.kubelb.e2e.fast;

import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs until it is closed, and what it says. */
public record Running(String name, Path log, Process process) implements AutoCloseable {
  private static final int GRACE_SECONDS = 5;

  /** Starts it; what it says goes into a file of the folder. */
  public static Running start(String name, Path folder, List<String> words) {
    Path log = log(name, folder);
    Process process = Command.of(words).start(log);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Running(name, log, process);
  }

  /** A program that is started again has another log. */
  private static synchronized Path log(String name, Path folder) {
    Path log = folder.resolve(name + ".log");
    for (int start = 2; Files.exists(log); start++) {
      log = folder.resolve(name + "-" + start + ".log");
    }
    try {
      return Files.createFile(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails with what the program said last if it has ended. */
  boolean isAlive() {
    if (!process.isAlive()) {
      List<String> lines = lines();
      throw new LabException(
          "%s ended with status %d: %s"
              .formatted(
                  name,
                  process.exitValue(),
                  String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()))));
    }
    return true;
  }

  /** Everything that the program said. */
  public List<String> lines() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the program without warning. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** Asks the program to end, and insists. */
  @Override
  public void close() {
    process.destroy();
    await();
  }

  private void await() {
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
