package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.lab.Requirements;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.e2e.lab.cli.Progress;
import io.k8c.kubelb.e2e.lab.host.LabException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The command {@code e2e/conformance/run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs Gateway API's conformance suite, unmodified, against KubeLB in a hub and a tenant"
            + " cluster made for it, and leaves the suite's report. Ends with 0 if all that was"
            + " selected passed, else with 1.")
public final class ConformanceMain implements Callable<Integer> {
  @Option(
      names = "--profiles",
      split = ",",
      paramLabel = "PROFILE",
      description = "Conformance profiles; default: all five of gateways.")
  private List<String> profiles = Selection.ALL_PROFILES;

  @Option(
      names = "--test",
      paramLabel = "NAME",
      description = "Runs only this test; may be repeated.")
  private final List<String> tests = new ArrayList<>();

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "FEATURE",
      description = "Features to claim instead of those in the GatewayClass's status.")
  private final List<String> features = new ArrayList<>();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Where the report goes; default: e2e/conformance/reports for a run of everything, else"
              + " beside the logs.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "20",
      description = "How long the suite may take; default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--stay",
      description = "Keeps the clusters after the run until Ctrl-C, and says how to get at them.")
  private boolean stay;

  private ConformanceMain() {}

  public static void main(String[] arguments) {
    System.setProperty("log.level", "WARN");
    System.exit(
        new CommandLine(new ConformanceMain())
            .setExecutionExceptionHandler(ConformanceMain::report)
            .execute(arguments));
  }

  @Override
  public Integer call() {
    Requirements.missing()
        .ifPresent(
            why -> {
              throw new LabException(why);
            });
    var selection = new Selection(profiles, tests, features);
    var places = Places.make(Toolchain.root(), selection, report);
    var progress = new Progress(System.out);
    progress.say("logs go to " + places.folder());
    try (Bed bed = Bed.make(places.folder(), progress)) {
      bed.install(progress);
      progress.say("running the suite; it prints to " + places.log());
      var run = new SuiteRun(bed, selection, places, Duration.ofMinutes(minutes));
      Outcome outcome = run.run(progress);
      show(outcome, places);
      if (stay) {
        System.out.println(bed.access() + "\nCtrl-C ends everything.");
        bed.gone().join();
      }
      return outcome.shortcomings().isEmpty() ? 0 : 1;
    }
  }

  private static void show(Outcome outcome, Places places) {
    System.out.println();
    System.out.print(new SummaryTable(outcome.report()));
    outcome.shortcomings().forEach(System.out::println);
    places.publish(outcome.report()).ifPresent(file -> System.out.println("report: " + file));
    System.out.println("logs:   " + places.folder());
  }

  /** What people can act on is one line; everything else is a bug and keeps its stack. */
  private static int report(Exception e, CommandLine command, ParseResult parsed) throws Exception {
    if (e instanceof LabException) {
      System.err.println("conformance: " + e.getMessage());
      return command.getCommandSpec().exitCodeOnExecutionException();
    }
    throw e;
  }
}
