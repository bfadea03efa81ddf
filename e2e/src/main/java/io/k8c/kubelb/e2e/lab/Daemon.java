package io.k8c.kubelb.e2e.lab;

import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.host.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program that runs on a node until the node ends. */
record Daemon(String name, String node, Path log, Process process) {
  private static final int LAST_LINES = 12;

  static Daemon start(Machine machine, String node, String name, List<String> words) {
    return new Daemon(name, node, machine.log(name), machine.start(name, words));
  }

  /** Throws with the last of what the program said if it has ended. */
  boolean running() {
    if (!process.isAlive()) {
      throw new LabException(
          "%s on %s ended with status %d: %s"
              .formatted(name, node, process.exitValue(), lastWords()));
    }
    return true;
  }

  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log)";
    }
  }
}
