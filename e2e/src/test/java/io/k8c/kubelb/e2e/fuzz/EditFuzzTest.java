package io.k8c.kubelb.e2e.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.manager.route.ParsedSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random objects replace random objects, while requests for one that nobody touches go on. */
class EditFuzzTest {
  private static final String HOST = "steady.example.com";
  private static final int SPECS_PER_EDIT = 25;
  private static final int ROUTES = 12;
  private static final int GROUND_EVERY = 8;

  private final int edits = FuzzSize.specs() / SPECS_PER_EDIT;
  private final long seed = FuzzSize.seed();
  private final HubPorts ports = new HubPorts();

  @Test
  void anUntouchedRouteAnswersWhateverIsEditedBesideIt() {
    Map<String, Schema> kinds = Kinds.all();
    Dice dice = new Dice(seed);
    Documents documents = new Documents(dice, kinds, new Coverage(kinds));
    List<String> refused = new ArrayList<>();
    try (Proxy proxy = new Proxy(EditFuzzTest.class);
        SteadyTraffic traffic = new SteadyTraffic(HOST, ports.target("gateway-steady/80/TCP"))) {
      World world = new World(ports, new Material(), dice, Optional.of(traffic.backendPort()));
      List<ParsedSource> steady = sources(world, documents.steady(HOST).stream());
      refused.addAll(proxy.hold(world.layer7(steady).configs()));
      traffic.start();
      Map<String, ObjectNode> others = new LinkedHashMap<>();
      for (int i = 0; i < edits && refused.isEmpty(); i++) {
        edit(i, documents, dice, others);
        List<ParsedSource> all = new ArrayList<>(steady);
        all.addAll(sources(world, others.values().stream()));
        refused.addAll(proxy.hold(world.layer7(all).configs()));
        ports.release();
      }
      System.out.printf(
          "fuzz: seed %d, %d edits, %d refusals, %d requests, %d failed%n",
          seed, edits, refused.size(), traffic.requests(), traffic.failures().size());
      assertThat(refused).as("refusals, seed %d", seed).isEmpty();
      assertThat(traffic.failures()).as("failed requests, seed %d", seed).isEmpty();
      assertThat(traffic.requests()).isGreaterThan(edits);
    }
  }

  private static void edit(
      int number, Documents documents, Dice dice, Map<String, ObjectNode> others) {
    if (number % GROUND_EVERY == 0) {
      documents.ground().forEach(document -> others.put(Documents.uid(document), document));
    }
    String name = "r" + dice.below(ROUTES);
    others.values().removeIf(document -> document.at("/metadata/name").asText().equals(name));
    ObjectNode route = documents.route(name);
    others.put(Documents.uid(route), route);
  }

  private static List<ParsedSource> sources(World world, Stream<? extends JsonNode> documents) {
    return documents.map(world::route).map(ParsedSource::of).toList();
  }
}
