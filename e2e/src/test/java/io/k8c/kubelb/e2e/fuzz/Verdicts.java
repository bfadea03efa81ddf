package io.k8c.kubelb.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.manager.route.spec.IngressSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is said of an object. */
final class Verdicts {
  private static final Pattern REASON = Pattern.compile("[A-Z][A-Za-z]{0,1023}");
  private static final int LONGEST = 32_768;

  private Verdicts() {}

  /** Whether a route or an Ingress is accepted by somebody, and some of it is served. */
  static boolean isAccepted(ParsedSource source, Outcome outcome) {
    if (source.spec() instanceof IngressSpec ingress) {
      return !ingress.policy().closed()
          && (ingress.defaultBackend().isPresent()
              || ingress.rules().stream().anyMatch(rule -> !rule.entries().isEmpty()))
          && outcome.verdicts().stream()
              .anyMatch(said -> said.type().equals(ConditionType.ACCEPTED) && said.isTrue());
    }
    return conditions(outcome.status())
        .anyMatch(
            condition ->
                condition.path("type").asText().equals(ConditionType.ACCEPTED)
                    && condition.path("status").asText().equals("True"));
  }

  private static Stream<JsonNode> conditions(JsonNode status) {
    return status.findValues("conditions").stream().flatMap(JsonNode::valueStream);
  }

  /** Conditions that an API server would not take, or that say nothing. */
  static List<String> faults(Outcome outcome) {
    List<String> faults = new ArrayList<>();
    conditions(outcome.status())
        .forEach(
            condition ->
                check(
                    condition.path("reason").asText(), condition.path("message").asText(), faults));
    outcome.verdicts().forEach(said -> check(said.reason(), said.message(), faults));
    outcome.notes().forEach(note -> check(note.reason(), note.message(), faults));
    return faults;
  }

  private static void check(String reason, String message, List<String> faults) {
    if (!REASON.matcher(reason).matches() || message.length() > LONGEST) {
      faults.add(reason + ", a message of " + message.length() + " characters");
    }
  }
}
