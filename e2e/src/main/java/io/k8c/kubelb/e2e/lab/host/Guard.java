package io.k8c.kubelb.e2e.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes that hold a lab's outermost namespaces and end the lab with this JVM, killed or
 * not: every process of the lab lives in their process namespace, every mount in their mount
 * namespaces.
 */
public final class Guard implements AutoCloseable {
  private final String id;
  private final Path directory;
  private final Process process;
  private final long init;
  private final Network lan;

  private Guard(String id, Path directory, Process process, long init) {
    this.id = id;
    this.directory = directory;
    this.process = process;
    this.init = init;
    this.lan = new Network("lan", namespace(init));
  }

  /** Makes the lab's directory, named after its id, below {@code parent}. */
  public static Guard start(String id, Path parent) {
    Path directory = parent.resolve(id);
    Path bin = directory.resolve("bin");
    List.of("guard.sh", "lan.sh", "sweep.sh", "boot.sh", "init.sh", "enter.sh")
        .forEach(script -> Scripts.copy(Guard.class, script, bin));
    Path log = directory.resolve("guard.log");
    // A session of its own, or Ctrl-C in the terminal would reach the lab's processes before the
    // JVM can end them.
    Process process =
        Command.of("setsid", "bash", bin.resolve("guard.sh").toString(), id, directory.toString())
            .startPiped(log);
    return new Guard(id, directory, process, Ready.read(process, "the lab's guard", log));
  }

  public String id() {
    return id;
  }

  public Path directory() {
    return directory;
  }

  /** The network that joins all machines of the lab; nothing leads out of it. */
  public Network lan() {
    return lan;
  }

  /** Completes when the lab is gone, whoever ended it. */
  public CompletableFuture<?> gone() {
    return process.onExit();
  }

  /**
   * Starts a program of this machine among the lab's processes and on its LAN; it ends with the lab
   * at the latest.
   */
  public Process start(Command command, Path log) {
    var entering = List.of("nsenter", "-t", Long.toString(init), "-p", "-n", "--");
    List<String> words = Stream.concat(entering.stream(), command.words().stream()).toList();
    return new Command(words, command.environment(), command.input()).start(log);
  }

  Path script(String name) {
    return directory.resolve("bin").resolve(name);
  }

  Map<String, String> variables() {
    return Map.of("LAB_INIT", Long.toString(init));
  }

  /** Ends every process of the lab and waits until its files and control groups are gone too. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      lan.close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new LabException(
            "the lab %s is not gone after 30 s; end what still uses %s and run 'lab down %s'"
                .formatted(id, directory, id));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw Interrupted.during("ending the lab " + id, e);
    }
  }

  static Path namespace(long process) {
    return Path.of("/proc", Long.toString(process), "ns/net");
  }

  /** The labs that have a directory below {@code parent} or control groups. */
  public static NavigableSet<String> known(String prefix, Path parent) {
    Stream<Path> hierarchies = children(Path.of("/sys/fs/cgroup"));
    return Stream.concat(Stream.of(parent, Path.of("/sys/fs/cgroup")), hierarchies)
        .flatMap(Guard::children)
        .map(path -> path.getFileName().toString())
        .filter(name -> name.startsWith(prefix))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those of them that are held by somebody. */
  public static NavigableSet<String> running(String prefix, Path parent) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> Stream.of(process.info().arguments().orElse(new String[0])))
        .filter(known(prefix, parent)::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Path> children(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList().stream();
    } catch (IOException e) {
      return Stream.of();
    }
  }

  /** Removes what is left of a lab that nobody holds any more, and ends it if somebody does. */
  public static void sweep(String id, Path parent) {
    try {
      Path scripts = Files.createTempDirectory("kubelb-sweep");
      Path script = Scripts.copy(Guard.class, "sweep.sh", scripts);
      Command.of("bash", script.toString(), id, parent.resolve(id).toString()).run().orThrow();
      Files.delete(script);
      Files.delete(scripts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
