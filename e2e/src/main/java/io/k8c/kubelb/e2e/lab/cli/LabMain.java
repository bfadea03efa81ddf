package io.k8c.kubelb.e2e.lab.cli;

import io.k8c.kubelb.e2e.lab.host.LabException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code lab}. */
@Command(
    name = "lab",
    description =
        "Whole Kubernetes clusters on this machine, without a container engine or a registry.",
    mixinStandardHelpOptions = true,
    subcommands = {Up.class, Down.class, Smoke.class})
public final class LabMain {
  private LabMain() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new LabMain())
            .setExecutionExceptionHandler(LabMain::report)
            .execute(arguments));
  }

  /** What people can act on is one line; everything else is a bug and keeps its stack. */
  private static int report(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof LabException) {
      System.err.println("lab " + command.getCommandName() + ": " + e.getMessage());
      return command.getCommandSpec().exitCodeOnExecutionException();
    }
    throw e;
  }
}
