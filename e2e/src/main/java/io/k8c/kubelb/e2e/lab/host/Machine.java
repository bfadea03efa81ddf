package io.k8c.kubelb.e2e.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A computer of the lab: own processes, files, control groups and network, one port on the lab's LAN. */
public final class Machine {
  /** What a machine is called and where it is on the LAN; its directory keeps its files. */
  public record Spec(String name, int number, Path directory, List<String> addresses) {
    public Spec {
      addresses = List.copyOf(addresses);
    }

    String port() {
      return "v" + number;
    }
  }

  private final Guard guard;
  private final Spec spec;
  private final Cgroups cgroups;
  private final Process process;
  private final long init;
  private final Network network;

  private Machine(Guard guard, Spec spec, Cgroups cgroups, Process process) {
    this.guard = guard;
    this.spec = spec;
    this.cgroups = cgroups;
    this.process = process;
    this.init = Ready.read(process, "the machine " + spec.name(), logOf(spec, "init"));
    this.network = new Network(spec.name(), Guard.namespace(init));
  }

  public static Machine boot(Guard guard, Spec spec) {
    try {
      Files.createDirectories(spec.directory().resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var cgroups = Cgroups.create(guard.id(), spec.name());
    Map<String, String> variables = new HashMap<>(cgroups.variables());
    variables.putAll(guard.variables());
    variables.put("NAME", spec.name());
    variables.put("DIRECTORY", spec.directory().toString());
    Process process =
        Command.of("bash", guard.script("boot.sh").toString())
            .with(variables)
            .startPiped(logOf(spec, "init"));
    var machine = new Machine(guard, spec, cgroups, process);
    machine.plugIn();
    return machine;
  }

  public Network network() {
    return network;
  }

  /** Runs a program to its end in all namespaces of the machine. */
  public Output run(String... words) {
    return entering(List.of(words)).run();
  }

  /** Starts a program that stays; what it prints is in {@link #log}. */
  public Process start(String name, List<String> words) {
    return entering(words).start(log(name));
  }

  public Path log(String name) {
    return logOf(spec, name);
  }

  /** While on, every packet to and from the machine vanishes without a word; neighbours still see it on the wire. */
  public void blackhole(boolean on) {
    String table = "blackhole-" + spec.port();
    String rules =
        """
        table bridge %1$s {
          chain in { type filter hook prerouting priority -300; iifname "%2$s" ether type != arp drop; }
          chain out { type filter hook postrouting priority -300; oifname "%2$s" ether type != arp drop; }
        }
        """
            .formatted(table, spec.port());
    // Declared first, so that deleting it works whether it was there or not.
    String change = "table bridge %1$s\ndelete table bridge %1$s\n".formatted(table);
    guard
        .lan()
        .run(Command.of("nft", "-f", "-").feeding(on ? change + rules : change))
        .orThrow();
  }

  /** Asks every process to end, and ends the machine when they have or the time is up. */
  public void stop(Duration patience) {
    run("sh", "-c", "kill -TERM -1; timeout %d sh -c 'while pgrep -x containerd-shim >/dev/null; do sleep 0.1; done'"
        .formatted(patience.toSeconds()));
    kill();
  }

  /** Ends every process of the machine at once, as a power cut does; its files stay. */
  public void kill() {
    network.close();
    ProcessHandle.of(init).ifPresent(ProcessHandle::destroyForcibly);
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw Interrupted.during("ending the machine " + spec.name(), e);
    }
    blackhole(false);
    guard.lan().run("ip", "link", "del", spec.port());
    Wait.upTo(Duration.ofSeconds(5))
        .until(cgroups::remove, () -> "control groups of %s are still in use".formatted(spec.name()));
  }

  private Command entering(List<String> words) {
    var start = Stream.of("bash", guard.script("enter.sh").toString(), Long.toString(init));
    return Command.of(Stream.concat(start, words.stream()).toList()).with(cgroups.variables());
  }

  private void plugIn() {
    String peer = Long.toString(init);
    guard
        .lan()
        .run("ip", "link", "add", spec.port(), "up", "master", "br0", "type", "veth", "peer", "name", "eth0", "netns", peer)
        .orThrow();
    network.call(this::forward);
    String lines =
        spec.addresses().stream()
            .map(address -> "addr add %s dev eth0%s\n".formatted(address, address.contains(":") ? " nodad" : ""))
            .collect(Collectors.joining("", "link set lo up\n", "link set eth0 up\nroute add default via 10.90.0.254\n"));
    network.run(Command.of("ip", "-batch", "-").feeding(lines)).orThrow();
  }

  private boolean forward() throws IOException {
    Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
    Path six = Path.of("/proc/sys/net/ipv6/conf/all/forwarding");
    if (Files.exists(six)) {
      Files.writeString(six, "1");
    }
    return true;
  }

  private static Path logOf(Spec spec, String name) {
    return spec.directory().resolve("log").resolve(name + ".log");
  }
}
