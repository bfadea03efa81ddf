package io.k8c.kubelb.ccm;

import io.k8c.kubelb.kit.process.Lifetime;
import io.k8c.kubelb.kit.process.Logs;
import io.k8c.kubelb.kit.process.Rehearsal;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the CCM and stays until it is told to end. */
@Command(
    name = "kubelb-ccm",
    mixinStandardHelpOptions = true,
    description = "Has a hub load balance this cluster.")
public final class CcmMain implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(CcmMain.class);

  @Mixin private final CcmOptions options = new CcmOptions();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CcmMain()).execute(arguments));
  }

  /** Starts against a cluster with nothing in it and ends: see {@link Rehearsal}. */
  @Command(name = "rehearse", hidden = true)
  void rehearse() {
    Logs.start(false, _ -> Optional.empty());
    Rehearsal.play(kubeconfig -> new Ccm(CcmOptions.rehearsal(kubeconfig)));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (options.clusterName.isBlank()) {
      System.err.println(
          "--cluster-name is required: the name of this cluster's Tenant in the hub");
      return CommandLine.ExitCode.USAGE;
    }
    Logs.start(options.debug, _ -> Optional.of(options.clusterName));
    log.info("ccm starting");
    return Lifetime.of(new Ccm(options));
  }
}
