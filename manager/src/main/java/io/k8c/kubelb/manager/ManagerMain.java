package io.k8c.kubelb.manager;

import io.k8c.kubelb.kit.process.Logs;
import io.k8c.kubelb.kit.process.Rehearsal;
import java.util.concurrent.Callable;
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

  @Mixin private final ManagerOptions options = new ManagerOptions();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ManagerMain()).execute(arguments));
  }

  /** Starts against a cluster with nothing in it and ends: see {@link Rehearsal}. */
  @Command(name = "rehearse", hidden = true)
  void rehearse() {
    Logs.start(false);
    Rehearsal.play(kubeconfig -> new Manager(ManagerOptions.rehearsal(kubeconfig)).start());
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.start(options.debug);
    log.atInfo().addKeyValue("version", Version.current().gitVersion()).log("manager starting");
    Manager manager = new Manager(options);
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  manager.close();
                  main.interrupt();
                }));
    try {
      manager.start();
      Thread.sleep(Long.MAX_VALUE);
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("cannot run, ending");
    }
    return 1;
  }
}
