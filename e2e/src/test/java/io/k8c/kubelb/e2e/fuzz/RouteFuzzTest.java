package io.k8c.kubelb.e2e.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.e2e.bench.Report;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.manager.route.Layer7;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.xds.model.ProxyConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whatever a tenant writes, the hub says what becomes of it, and an Envoy takes what it leads to.
 */
class RouteFuzzTest {
  private static final int BATCH = 50;
  private static final int WHOLE = 10_000;
  private static final int TIMES = 100;
  private static final double SHARE = 0.6;

  /** In a part of the whole run chance counts for more. */
  private static final double SLACK = 0.9;

  private final int specs = FuzzSize.specs();
  private final long seed = FuzzSize.seed();
  private final Map<String, Schema> kinds = Kinds.all();
  private final Coverage coverage = new Coverage(kinds);
  private final Material material = new Material();
  private final HubPorts ports = new HubPorts();
  private final List<String> failures = new ArrayList<>();
  private final Optional<Report> report = FuzzSize.json().map(_ -> new Report(Toolchain.root()));
  private int accepted;
  private int refusals;
  private int exceptions;

  @Test
  void anEnvoyTakesWhateverRandomRoutesLeadTo() {
    double slack = specs < WHOLE ? SLACK : 1;
    int times = (int) (slack * TIMES * specs / WHOLE);
    try (Proxy proxy = new Proxy(RouteFuzzTest.class)) {
      for (int done = 0; done < specs && failures.size() < 10; done += BATCH) {
        coverage.prefer(Math.ceilDiv(TIMES * (done + 5 * BATCH) * 5, WHOLE * 4) + 1);
        batch(done / BATCH, Math.min(BATCH, specs - done), proxy);
      }
    }
    publish();
    System.out.printf(
        "fuzz: seed %d, %d specs, %.1f %% accepted, %d fields set at least %d times, %d refusals,"
            + " %d failures%n",
        seed,
        specs,
        100.0 * accepted / specs,
        coverage.fields(),
        coverage.least(),
        refusals,
        failures.size());
    assertThat(failures).as("seed %d", seed).isEmpty();
    assertThat(coverage.below(times)).as("fields that were set seldom, seed %d", seed).isEmpty();
    assertThat(accepted)
        .as("accepted of %d, seed %d", specs, seed)
        .isGreaterThanOrEqualTo((int) (slack * SHARE * specs));
  }

  /** Leaves the figures where that is wanted, whatever they are. */
  private void publish() {
    if (report.isPresent()) {
      Report figures = report.get();
      figures.put("specs", specs);
      figures.put("seed", seed);
      figures.put("acceptedShare", Math.round(1000.0 * accepted / specs) / 1000.0);
      figures.put("fields", coverage.fields());
      figures.put("leastTimesThatAFieldWasSet", coverage.least());
      figures.put("refusedByEnvoy", refusals);
      figures.put("exceptions", exceptions);
      figures.publish(FuzzSize.json());
    }
  }

  private void batch(int number, int size, Proxy proxy) {
    Dice dice = new Dice(seed * 1_000_003 + number);
    Documents documents = new Documents(dice, kinds, coverage);
    List<ObjectNode> all = new ArrayList<>(documents.ground());
    for (int i = 0; i < size; i++) {
      all.add(documents.route("r" + i));
    }
    World world = new World(ports, material, dice, Optional.empty());
    List<ParsedSource> sources = new ArrayList<>();
    for (JsonNode document : all) {
      try {
        sources.add(ParsedSource.of(world.route(document)));
      } catch (RuntimeException e) {
        fail(number, e, document);
      }
    }
    try {
      Layer7 layer7 = world.layer7(sources);
      for (ParsedSource source : sources) {
        judge(number, source, layer7);
      }
      for (Outcome outcome : world.elsewhere(sources)) {
        Verdicts.faults(outcome)
            .forEach(fault -> failures.add("batch " + number + ", elsewhere: " + fault));
      }
      List<String> refused = proxy.hold(layer7.configs());
      assertThat(proxy.isAlive()).as("Envoy lives, seed %d, batch %d", seed, number).isTrue();
      if (!refused.isEmpty()) {
        refusals += refused.size();
        blame(number, refused, world, sources, proxy);
      }
    } catch (RuntimeException e) {
      blame(number, e, world, sources, proxy);
    }
    ports.release();
  }

  private void judge(int number, ParsedSource source, Layer7 layer7) {
    var outcome = layer7.outcomes().get(source.name());
    if (outcome == null) {
      failures.add("batch " + number + ": nothing is said of " + source.resource().node());
      return;
    }
    Verdicts.faults(outcome)
        .forEach(
            fault ->
                failures.add("batch " + number + ": " + fault + ": " + source.resource().node()));
    if (source.self().name().startsWith("r") && Verdicts.isAccepted(source, outcome)) {
      accepted++;
    }
  }

  private void blame(
      int number, Object problem, World world, List<ParsedSource> sources, Proxy proxy) {
    List<ParsedSource> left = new ArrayList<>(sources);
    for (ParsedSource source : sources) {
      left.remove(source);
      if (!isTrouble(world, left, proxy)) {
        left.add(source);
      }
    }
    failures.add(
        "batch %d: %s%nneeds %s"
            .formatted(
                number,
                problem,
                left.stream()
                    .map(source -> source.resource().node() + " references " + source.references())
                    .toList()));
    if (problem instanceof RuntimeException e) {
      exceptions++;
      e.printStackTrace(System.out);
    }
  }

  private static boolean isTrouble(World world, List<ParsedSource> sources, Proxy proxy) {
    try {
      Map<String, ProxyConfig> configs = world.layer7(sources).configs();
      List<Outcome> _ = world.elsewhere(sources);
      return !proxy.hold(configs).isEmpty();
    } catch (RuntimeException e) {
      return true;
    }
  }

  private void fail(int number, RuntimeException e, JsonNode document) {
    exceptions++;
    e.printStackTrace(System.out);
    failures.add("batch %d: %s of %s".formatted(number, e, document));
  }
}
