package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether whoever is refused is told what to do: after the fault, behind a semicolon. */
final class Remedies {
  /** Nothing to do but to wait. */
  private static final Set<String> WAITS =
      Set.of("Pending", "PendingAddress", "AddressNotAssigned");

  /** What must be said where it does not hold; of other conditions False is good. */
  private static final Set<String> ASKED = Set.of("Accepted", "ResolvedRefs", "Programmed");

  private static final Pattern REMEDY = Pattern.compile("; [a-z]|: use ");

  private Remedies() {}

  /** Refusals that leave people alone with what is wrong. */
  static List<String> missing(Outcome outcome) {
    Stream<String> conditions =
        outcome.status().findValues("conditions").stream()
            .flatMap(JsonNode::valueStream)
            .filter(Remedies::isRefusal)
            .filter(condition -> !WAITS.contains(condition.path("reason").asText()))
            .map(condition -> condition.path("message").asText());
    Stream<String> verdicts =
        outcome.verdicts().stream()
            .filter(said -> !said.isTrue() && !WAITS.contains(said.reason()))
            .filter(said -> ASKED.contains(said.type()))
            .map(said -> said.message());
    Stream<String> notes =
        outcome.notes().stream()
            .filter(note -> note.warning() && !WAITS.contains(note.reason()))
            .map(note -> note.message());
    return Stream.of(conditions, verdicts, notes)
        .flatMap(each -> each)
        .flatMap(text -> Stream.of(text.split("; (?=rules\\[|and [0-9]+ more)")))
        .filter(text -> !text.startsWith("and ") && !hasRemedy(text))
        .distinct()
        .toList();
  }

  private static boolean isRefusal(JsonNode condition) {
    boolean holds = condition.path("status").asText().equals("True");
    String type = condition.path("type").asText();
    return holds ? type.equals("PartiallyInvalid") : ASKED.contains(type);
  }

  private static boolean hasRemedy(String text) {
    return REMEDY.matcher(text.replaceFirst("^.*rules\\[[0-9]+\\]: ", "")).find();
  }
}
