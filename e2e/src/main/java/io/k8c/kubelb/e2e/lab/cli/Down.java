package io.k8c.kubelb.e2e.lab.cli;

import io.k8c.kubelb.e2e.lab.Lab;
import io.k8c.kubelb.e2e.lab.LabOptions;
import io.k8c.kubelb.e2e.lab.host.Guard;
import io.k8c.kubelb.e2e.lab.host.LabException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "down",
    description =
        "Ends a lab and removes what dead ones left. Without an ID it ends the one lab that runs.",
    mixinStandardHelpOptions = true)
final class Down implements Runnable {
  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Labs to end, such as kubelb-lab-1a2b.")
  private final List<String> ids = new ArrayList<>();

  @Option(
      names = "--all",
      description = "Ends every lab of this machine, those of running tests too.")
  private boolean all;

  @Override
  public void run() {
    Path parent = LabOptions.parentOfLabs();
    Set<String> running = Guard.running(Lab.PREFIX, parent);
    Set<String> known = Guard.known(Lab.PREFIX, parent);
    Set<String> chosen = chosen(running, known);
    for (String id : known) {
      if (chosen.contains(id) || !running.contains(id)) {
        Guard.sweep(id, parent);
        System.out.println(id + (running.contains(id) ? " ended" : " was left over, removed"));
      }
    }
  }

  private Set<String> chosen(Set<String> running, Set<String> known) {
    if (all || (running.size() < 2 && ids.isEmpty())) {
      return running;
    }
    if (ids.isEmpty()) {
      throw new LabException(
          "several labs run: %s; name those to end, or give --all"
              .formatted(String.join(" ", running)));
    }
    Set<String> unknown = new TreeSet<>(ids);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new LabException(
          "no lab %s; there is: %s".formatted(String.join(" ", unknown), String.join(" ", known)));
    }
    return Set.copyOf(ids);
  }
}
