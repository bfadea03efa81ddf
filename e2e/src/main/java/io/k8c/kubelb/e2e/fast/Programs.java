package io.k8c.kubelb.e2e.fast;

import io.k8c.kubelb.e2e.lab.host.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Our programs as processes, started as their images start them. */
final class Programs {
  private Programs() {}

  static List<String> manager(Path root, List<String> arguments) {
    return program(root.resolve("manager"), "manager.jar", arguments);
  }

  static List<String> ccm(Path root, List<String> arguments) {
    return program(root.resolve("ccm"), "ccm.jar", arguments);
  }

  private static List<String> program(Path module, String name, List<String> arguments) {
    Path jar = module.resolve("target/app").resolve(name);
    List<String> words = java(module);
    words.add("-XX:AOTCache=" + rehearsed(module, jar));
    words.addAll(List.of("-jar", jar.toString()));
    words.addAll(arguments);
    return words;
  }

  private static List<String> java(Path module) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("@" + module.resolve("jvm.options"));
    return words;
  }

  /**
   * What the image build makes: the JVM's memory of a start, made anew when the program changed.
   */
  private static synchronized Path rehearsed(Path module, Path jar) {
    Path cache = module.resolve("target/app.aot");
    try {
      if (Files.exists(cache)
          && Files.getLastModifiedTime(cache).compareTo(newest(module.resolve("target/app")))
              >= 0) {
        return cache;
      }
      Files.deleteIfExists(cache);
      List<String> words = java(module);
      words.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-jar", jar.toString(), "rehearse"));
      Command.of(words).run().orThrow();
      return cache;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime newest(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .map(Programs::modified)
          .max(FileTime::compareTo)
          .orElseThrow();
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
