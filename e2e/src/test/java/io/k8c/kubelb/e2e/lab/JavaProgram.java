package io.k8c.kubelb.e2e.lab;

import io.k8c.kubelb.e2e.lab.host.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program of this module in a JVM of its own, so that a test can end it as users do. */
public final class JavaProgram {
  private JavaProgram() {}

  /** The command that runs it with the classes of the test. */
  public static Command of(Class<?> main, String... arguments) {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dkubelb.root=" + Toolchain.root(),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    return Command.of(Stream.concat(java.stream(), Stream.of(arguments)).toList());
  }
}
