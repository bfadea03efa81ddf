package io.k8c.kubelb.e2e.fast;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our programs as processes, with the JVM options that the charts give them. */
final class Programs {
  private Programs() {}

  static List<String> manager(Path root, List<String> arguments) {
    return program(
        root.resolve("manager/target/app/manager.jar"),
        root.resolve("manager/jvm.options"),
        arguments);
  }

  static List<String> ccm(Path root, List<String> arguments) {
    return program(
        root.resolve("ccm/target/app/ccm.jar"), root.resolve("ccm/jvm.options"), arguments);
  }

  private static List<String> program(Path jar, Path options, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("@" + options);
    words.addAll(List.of("-jar", jar.toString()));
    words.addAll(arguments);
    return words;
  }
}
