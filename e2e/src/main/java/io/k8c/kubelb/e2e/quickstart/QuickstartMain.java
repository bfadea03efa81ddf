package io.k8c.kubelb.e2e.quickstart;

import io.k8c.kubelb.e2e.lab.Requirements;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.e2e.lab.cli.Checks;
import io.k8c.kubelb.e2e.lab.cli.Progress;
import io.k8c.kubelb.e2e.lab.host.LabException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code quickstart}. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    description =
        "Shows KubeLB at work: a hub, tenant clusters, and in each a Service, a Gateway with an"
            + " HTTPRoute and an Ingress that get addresses and traffic. Makes the clusters on this machine, which needs root, or uses yours."
            + " Ends with Ctrl-C and leaves nothing behind.")
public final class QuickstartMain implements Callable<Integer> {
  private static final String OTHER_WAY =
      "./quickstart --hub KUBECONFIG --tenant NAME=KUBECONFIG (kind or any clusters)";

  @Mixin private final QuickstartOptions options = new QuickstartOptions();

  private QuickstartMain() {}

  public static void main(String[] arguments) {
    // The lab's own words are for people who work on it.
    System.setProperty("log.level", "WARN");
    System.exit(
        new CommandLine(new QuickstartMain())
            .setExecutionExceptionHandler(QuickstartMain::report)
            .execute(arguments));
  }

  @Override
  public Integer call() {
    Path root = Toolchain.root();
    var progress = new Progress(System.out);
    try (Ground ground = ground(root, progress)) {
      var quickstart = new Quickstart(root, ground, progress);
      List<Answer> answers = quickstart.run();
      System.out.print(Picture.of(ground, answers));
      return options.check ? check(ground, answers) : stay(ground);
    }
  }

  private Ground ground(Path root, Progress progress) {
    QuickstartOptions.Own own = options.own();
    if (options.hub == null) {
      if (!own.tenants().isEmpty()) {
        throw new LabException("--tenant goes with --hub: " + OTHER_WAY);
      }
      Optional<String> missing = Requirements.missing();
      if (missing.isPresent()) {
        throw new LabException("%s: %s".formatted(missing.get(), OTHER_WAY));
      }
      return LabGround.make(root, progress);
    }
    if (own.tenants().isEmpty()) {
      throw new LabException("--hub wants at least one tenant cluster: " + OTHER_WAY);
    }
    return new OwnGround(options.hub, own);
  }

  private static int check(Ground ground, List<Answer> answers) {
    var checks = new Checks(System.out);
    new QuickstartCheck(ground, answers, checks).run();
    System.out.printf("%d passed, %d failed%n", checks.passed(), checks.failed().size());
    return checks.failed().isEmpty() ? 0 : 1;
  }

  private static int stay(Ground ground) {
    System.out.println("\nCtrl-C ends everything and leaves nothing behind.");
    ground.gone().join();
    System.out.println("The clusters have gone.");
    return 1;
  }

  /** What people can act on is one line; everything else is a bug and keeps its stack. */
  private static int report(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof LabException) {
      System.err.println("quickstart: " + e.getMessage());
      return command.getCommandSpec().exitCodeOnExecutionException();
    }
    throw e;
  }
}
