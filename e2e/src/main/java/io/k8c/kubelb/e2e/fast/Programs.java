package io.k8c.kubelb.e2e.fast;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our programs as processes, with the JVM options that the charts give them. */
final class Programs {
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xms16m",
          "-Xss512k",
          "-XX:+UseCompactObjectHeaders",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");

  private Programs() {}

  static List<String> manager(Path root, List<String> arguments) {
    return program(root.resolve("manager/target/app/manager.jar"), "-Xmx112m", arguments);
  }

  static List<String> ccm(Path root, List<String> arguments) {
    return program(root.resolve("ccm/target/app/ccm.jar"), "-Xmx80m", arguments);
  }

  private static List<String> program(Path jar, String heap, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(JVM);
    words.add(heap);
    words.addAll(List.of("-jar", jar.toString()));
    words.addAll(arguments);
    return words;
  }
}
