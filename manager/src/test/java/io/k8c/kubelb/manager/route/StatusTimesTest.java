package io.k8c.kubelb.manager.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class StatusTimesTest {
  private static final String THEN = "2026-01-01T00:00:00Z";
  private static final String NOW = "2026-01-02T00:00:00Z";

  @Test
  void aConditionThatIsNewHoldsSinceNow() throws Exception {
    assertThat(
            StatusTimes.since(json("{}"), gateway("True", "True"), NOW)
                .findValuesAsText("lastTransitionTime"))
        .containsExactly(NOW, NOW);
  }

  @Test
  void aConditionKeepsItsTimeWhileItsStatusStays() throws Exception {
    // given
    JsonNode before = StatusTimes.since(json("{}"), gateway("True", "True"), THEN);

    // when
    JsonNode after = StatusTimes.since(before, gateway("True", "False"), NOW);

    // then
    assertThat(after.at("/conditions/0/lastTransitionTime").asText()).isEqualTo(THEN);
    assertThat(after.at("/listeners/0/conditions/0/lastTransitionTime").asText()).isEqualTo(NOW);
  }

  @Test
  void parentsAreToldApartByTheirReference() throws Exception {
    // given
    JsonNode before = StatusTimes.since(json("{}"), route("a"), THEN);

    // then
    assertThat(StatusTimes.since(before, route("a"), NOW).findValuesAsText("lastTransitionTime"))
        .containsExactly(THEN);
    assertThat(StatusTimes.since(before, route("b"), NOW).findValuesAsText("lastTransitionTime"))
        .containsExactly(NOW);
  }

  private static JsonNode gateway(String own, String listener) throws Exception {
    return json(
        """
        {"conditions": [{"type": "Accepted", "status": "%s"}],
         "listeners": [{"name": "http", "conditions": [{"type": "Accepted", "status": "%s"}]}]}
        """
            .formatted(own, listener));
  }

  private static JsonNode route(String parent) throws Exception {
    return json(
        """
        {"parents": [{"parentRef": {"name": "%s"}, "controllerName": "example.com/c",
                      "conditions": [{"type": "Accepted", "status": "True"}]}]}
        """
            .formatted(parent));
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
