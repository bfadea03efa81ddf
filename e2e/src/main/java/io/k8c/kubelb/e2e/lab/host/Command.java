package io.k8c.kubelb.e2e.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program with its arguments, the variables added to its environment, and what it reads. */
public record Command(List<String> words, Map<String, String> environment, String input) {
  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  public static Command of(String... words) {
    return of(List.of(words));
  }

  public static Command of(List<String> words) {
    return new Command(words, Map.of(), "");
  }

  public Command feeding(String text) {
    return new Command(words, environment, text);
  }

  public Command with(Map<String, String> variables) {
    return new Command(words, variables, input);
  }

  /** Runs the program to its end; its standard error is part of the output. */
  public Output run() {
    return outputOf(begin());
  }

  /** Starts the program with everything it prints appended to a file. */
  public Process start(Path log) {
    return start(builder().redirectErrorStream(true).redirectOutput(appendTo(log)));
  }

  /**
   * Starts the program with its standard output on a pipe and its standard error appended to a
   * file.
   */
  public Process startPiped(Path log) {
    return start(builder().redirectError(appendTo(log)));
  }

  Process begin() {
    return start(builder().redirectErrorStream(true));
  }

  Output outputOf(Process process) {
    try {
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Output(words, process.waitFor(), text.strip());
    } catch (IOException e) {
      throw new UncheckedIOException("while running " + String.join(" ", words), e);
    } catch (InterruptedException e) {
      throw Interrupted.during("running " + words.getFirst(), e);
    }
  }

  private ProcessBuilder builder() {
    var builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    return builder;
  }

  private static ProcessBuilder.Redirect appendTo(Path log) {
    return ProcessBuilder.Redirect.appendTo(log.toFile());
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new LabException(
          "cannot start %s; e2e/toolchain/toolchain lab installs what the lab needs"
              .formatted(builder.command().getFirst()),
          e);
    }
  }
}
