package io.k8c.kubelb.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes of a machine, those inside of its containers included. */
public record Processes(Path proc) {
  public static final Processes HERE = new Processes(Path.of("/proc"));

  /** Process ids of a container, which is found by its id in the names of control groups. */
  List<Long> ofContainer(String id) {
    try (Stream<Path> all = Files.list(proc)) {
      return all.filter(process -> process.getFileName().toString().matches("[0-9]+"))
          .filter(process -> read(process.resolve("cgroup")).contains(id))
          .map(process -> Long.valueOf(process.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resident memory of a process in MiB; not a number for one that has ended. */
  public double residentMiB(long pid) {
    return read(proc.resolve(pid + "/status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Math.round(Long.parseLong(line.replaceAll("\\D", "")) / 102.4) / 10.0)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Empty once the process has ended. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
