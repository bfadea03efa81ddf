package io.k8c.kubelb.manager.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusTimesTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-02-02T00:00:00Z");

  @Test
  void aConditionThatHasNotTurnedKeepsItsTimeHoweverDeepItLies() throws JsonProcessingException {
    // given
    JsonNode before =
        StatusTimes.since(status("['x', 'True'], ['y', 'False']", "['z', 'True']"), null, THEN);

    // when
    JsonNode now =
        StatusTimes.since(status("['y', 'False'], ['x', 'False']", "['z', 'True']"), before, NOW);

    // then
    assertThat(time(now, 0, "one")).isEqualTo(THEN.toString());
    assertThat(time(now, 1, "one")).isEqualTo(NOW.toString());
    assertThat(time(now, 0, "two")).isEqualTo(THEN.toString());
  }

  @Test
  void anEntryIsFoundByItsNameWhereverItStands() throws JsonProcessingException {
    // given
    JsonNode before =
        StatusTimes.since(tree("{'listeners': [%s]}".formatted(listener("b"))), null, THEN);

    // when
    JsonNode now =
        StatusTimes.since(
            tree("{'listeners': [%s, %s]}".formatted(listener("a"), listener("b"))), before, NOW);

    // then
    assertThat(now.at("/listeners/0/conditions/0/lastTransitionTime").asText())
        .isEqualTo(NOW.toString());
    assertThat(now.at("/listeners/1/conditions/0/lastTransitionTime").asText())
        .isEqualTo(THEN.toString());
  }

  private static String listener(String name) {
    return "{'name': '%s', 'conditions': [{'type': 'x', 'status': 'True'}]}".formatted(name);
  }

  private static JsonNode status(String one, String two) throws JsonProcessingException {
    return tree(
        "{'parents': [{'parentRef': {'name': 'one'}, 'conditions': [%s]},"
                .formatted(conditions(one))
            + "{'parentRef': {'name': 'two'}, 'conditions': [%s]}]}".formatted(conditions(two)));
  }

  private static String conditions(String pairs) {
    return pairs.replaceAll("\\['(\\w+)', '(\\w+)'\\]", "{'type': '$1', 'status': '$2'}");
  }

  private static String time(JsonNode status, int condition, String parent) {
    for (JsonNode entry : status.path("parents")) {
      if (entry.at("/parentRef/name").asText().equals(parent)) {
        return entry.path("conditions").get(condition).path("lastTransitionTime").asText();
      }
    }
    throw new AssertionError("no parent " + parent);
  }

  private static JsonNode tree(String json) throws JsonProcessingException {
    return new ObjectMapper().readTree(json.replace('\'', '"'));
  }
}
