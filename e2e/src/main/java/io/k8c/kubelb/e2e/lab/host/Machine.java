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

/**
 * A computer of the lab: own processes, files, control groups and network, one port on the lab's
 * LAN.
 */
public final class Machine {
  /** What a machine is called and where it is on the LAN; its directory keeps its files. */
  public record Spec(String name, int number, Path directory, List<String> addresses) {
    public Spec {
      addresses = List.copyOf(addresses);
    }

    /** Always the same for a number: neighbours remember it longer than a restart takes. */
    String mac() {
      return "02:00:0a:5a:00:%02x".formatted(number);
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

  public boolean isAlive() {
    return process.isAlive();
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

  /**
   * Where a file of the machine, whose files may be in memory of its own, is seen from outside of
   * it.
   */
  public Path see(String file) {
    return Path.of("/proc/" + init + "/root" + file);
  }

  public Path log(String name) {
    return logOf(spec, name);
  }

  /**
   * While on, every packet to and from the machine vanishes without a word; neighbours still see it
   * on the wire.
   */
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
    guard.lan().run(Command.of("nft", "-f", "-").feeding(on ? change + rules : change)).orThrow();
  }

  /** Asks every process to end, and ends the machine when they have or the time is up. */
  public void stop(Duration patience) {
    // A shim outlives its container until containerd tells it to go, and containerd went first.
    String script =
        "kill -TERM -1; timeout %d sh -c 'while pgrep -vx \"%s\" >/dev/null; do sleep 0.1; done'"
            .formatted(patience.toSeconds(), "tini|sleep|sh|timeout|pgrep|containerd-shim");
    run("sh", "-c", script);
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
        .until(
            cgroups::removed, () -> "control groups of %s are still in use".formatted(spec.name()));
  }

  private Command entering(List<String> words) {
    var start = Stream.of("bash", guard.script("enter.sh").toString(), Long.toString(init));
    return Command.of(Stream.concat(start, words.stream()).toList()).with(cgroups.variables());
  }

  private void plugIn() {
    String link =
        "link add %s up master br0 type veth peer name eth0 address %s netns %d\n"
            .formatted(spec.port(), spec.mac(), init);
    ip(guard.lan(), link);
    network.call(this::forward);
    ip(network, "link set lo up\nlink set eth0 up\n" + addresses());
    ip(network, "route add default via 10.90.0.254\n");
  }

  private String addresses() {
    return spec.addresses().stream()
        .map(
            address ->
                "addr add " + address + (address.contains(":") ? " dev eth0 nodad" : " dev eth0"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static void ip(Network network, String lines) {
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
