package io.k8c.kubelb.manager;

import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.kit.process.Logs;
import io.k8c.kubelb.kit.process.Rehearsal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the manager and stays until it is told to end. */
@Command(
    name = "kubelb-manager",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Load balances tenant clusters from this hub.")
public final class ManagerMain implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ManagerMain.class);

  private volatile boolean ending;

  @Mixin private final ManagerOptions options = new ManagerOptions();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ManagerMain()).execute(arguments));
  }

  /** Starts against a cluster with nothing in it and ends: see {@link Rehearsal}. */
  @Command(name = "rehearse", hidden = true)
  void rehearse() {
    Logs.start(false, _ -> Optional.empty());
    Rehearsal.play(kubeconfig -> new Manager(ManagerOptions.rehearsal(kubeconfig)).start());
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.start(options.debug, ManagerMain::tenant);
    log.atInfo().addKeyValue("version", Version.current().gitVersion()).log("manager starting");
    Manager manager = new Manager(options);
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ending = true;
                  manager.close();
                  main.interrupt();
                }));
    try {
      manager.start();
      Thread.sleep(Long.MAX_VALUE);
    } catch (RuntimeException e) {
      // Whoever is told to end while still starting has nothing to complain of.
      if (!ending) {
        log.atError().setCause(e).log("cannot run, ending");
      }
    }
    return 1;
  }

  /** Objects of a tenant lie in its namespace, and proxies have its name. */
  private static Optional<String> tenant(Map<String, String> pairs) {
    return Stream.of("namespace", "proxy", "name")
        .map(key -> pairs.getOrDefault(key, ""))
        .filter(TenantNamespace::is)
        .findFirst();
  }
}
