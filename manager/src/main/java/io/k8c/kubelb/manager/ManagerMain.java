package io.k8c.kubelb.manager;

import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.kit.process.Lifetime;
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

  @Mixin private final ManagerOptions options = new ManagerOptions();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ManagerMain()).execute(arguments));
  }

  /** Starts against a cluster with nothing in it and ends: see {@link Rehearsal}. */
  @Command(name = "rehearse", hidden = true)
  void rehearse() {
    Logs.start(false, _ -> Optional.empty());
    Rehearsal.play(kubeconfig -> new Manager(ManagerOptions.rehearsal(kubeconfig)));
  }

  @Override
  public Integer call() throws InterruptedException {
    Logs.start(options.debug, ManagerMain::tenant);
    log.atInfo().addKeyValue("version", Version.current().gitVersion()).log("manager starting");
    return Lifetime.of(new Manager(options));
  }

  /** Objects of a tenant lie in its namespace, and proxies have its name. */
  private static Optional<String> tenant(Map<String, String> pairs) {
    return Stream.of("namespace", "proxy", "name")
        .map(key -> pairs.getOrDefault(key, ""))
        .filter(TenantNamespace::is)
        .findFirst();
  }
}
