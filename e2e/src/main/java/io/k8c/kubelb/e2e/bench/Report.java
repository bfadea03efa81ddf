package io.k8c.kubelb.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.k8c.kubelb.e2e.install.ProjectVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a benchmark leaves: its figures, and what they were taken on. */
public final class Report {
  private final Map<String, Object> figures = new LinkedHashMap<>();

  /** Begins with commit, time and machine. */
  public Report(Path root) {
    figures.put("commit", ProjectVersion.of(root).commit());
    figures.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    figures.put("machine", machine());
    figures.put("loadAtStart", load());
  }

  public void put(String name, Object value) {
    figures.put(name, value);
  }

  /** Prints the figures, and writes them to a file where one is wanted. */
  public void publish(Optional<Path> file) {
    try {
      String json =
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(figures);
      System.out.println(json);
      if (file.isPresent()) {
        Files.writeString(file.get(), json + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String machine() {
    return "%d cores, %s, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            firstLine(Path.of("/proc/cpuinfo"), "model name"),
            Runtime.version());
  }

  private static String load() {
    return firstLine(Path.of("/proc/loadavg"), "");
  }

  private static String firstLine(Path file, String start) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(start))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
