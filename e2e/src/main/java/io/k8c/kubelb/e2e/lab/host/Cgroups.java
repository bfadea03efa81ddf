package io.k8c.kubelb.e2e.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control groups of one machine of the lab: one in each hierarchy (v1), or one with a leaf for
 * processes (v2).
 */
record Cgroups(List<Path> groups, boolean unified) {
  private static final Logger LOG = LoggerFactory.getLogger(Cgroups.class);
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String LEAF = "processes";

  Cgroups {
    groups = List.copyOf(groups);
  }

  static boolean isUnified() {
    return Files.exists(ROOT.resolve("cgroup.controllers"));
  }

  static Cgroups create(String lab, String machine) {
    boolean unified = isUnified();
    List<Path> groups = new ArrayList<>();
    try {
      for (Path hierarchy : unified ? List.of(ROOT) : hierarchies()) {
        Path parent = child(hierarchy, lab, unified);
        weigh(parent);
        groups.add(child(parent, machine, unified));
      }
      if (unified) {
        Files.createDirectories(groups.getFirst().resolve(LEAF));
      }
      return new Cgroups(groups, unified);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make control groups below " + ROOT, e);
    }
  }

  /**
   * A lab is many machines. As one group it would get no more of a busy CPU than one program
   * outside, and time out within.
   */
  private static void weigh(Path group) throws IOException {
    for (Map.Entry<String, String> weight :
        Map.of("cpu.shares", "16384", "cpu.weight", "1600").entrySet()) {
      if (Files.exists(group.resolve(weight.getKey()))) {
        Files.writeString(group.resolve(weight.getKey()), weight.getValue());
      }
    }
  }

  /** The variables that the scripts read. */
  Map<String, String> variables() {
    return Map.of(
        "CGROUPS",
        groups.stream().map(Path::toString).collect(Collectors.joining(" ")),
        "LEAF",
        unified ? groups.getFirst().resolve(LEAF).toString() : "");
  }

  /** False while a process in one of them is still on its way out. */
  boolean removed() {
    groups.stream().filter(Files::exists).forEach(Cgroups::remove);
    return groups.stream().noneMatch(Files::exists);
  }

  private static void remove(Path group) {
    try (Stream<Path> tree = Files.walk(group)) {
      List<Path> deepestFirst =
          tree.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
      for (Path directory : deepestFirst) {
        Files.delete(directory);
      }
    } catch (IOException e) {
      LOG.atDebug().addKeyValue("group", group).log("control group is still in use");
    }
  }

  private static List<Path> hierarchies() throws IOException {
    try (Stream<Path> all = Files.list(ROOT)) {
      return all.filter(Files::isDirectory)
          .filter(directory -> !Files.isSymbolicLink(directory))
          .filter(directory -> Files.exists(directory.resolve("cgroup.procs")))
          .toList();
    }
  }

  private static Path child(Path parent, String name, boolean unified) throws IOException {
    Path group = parent.resolve(name);
    Files.createDirectories(group);
    if (unified) {
      String all = Files.readString(parent.resolve("cgroup.controllers")).strip();
      for (String controller : all.isEmpty() ? List.<String>of() : List.of(all.split(" +", -1))) {
        Files.writeString(parent.resolve("cgroup.subtree_control"), "+" + controller);
      }
    }
    // A cpuset of version 1 starts empty and then takes no process.
    for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
      if (!unified && Files.exists(group.resolve(file))) {
        Files.write(group.resolve(file), Files.readAllBytes(parent.resolve(file)));
      }
    }
    return group;
  }
}
