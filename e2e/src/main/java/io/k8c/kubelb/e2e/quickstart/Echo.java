package io.k8c.kubelb.e2e.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.Output;
import java.util.Optional;

/** Asks an echo server over HTTP from the user's own shell. */
final class Echo {
  private static final JsonMapper JSON = new JsonMapper();

  private Echo() {}

  /** The answer of an address; empty as long as there is none. */
  static Optional<Answer> ask(Access tenant, Exposed exposed, String address, String here) {
    Output output = Command.of("curl", "-s", "-f", "-m", "2", "http://%s/".formatted(here)).run();
    return output.ok()
        ? Optional.of(answer(tenant, exposed, address, here, output.text()))
        : Optional.empty();
  }

  private static Answer answer(
      Access tenant, Exposed exposed, String address, String here, String text) {
    try {
      JsonNode said = JSON.readTree(text);
      return new Answer(
          tenant, exposed, address, here, said.path("node").asText(), said.path("pod").asText());
    } catch (JsonProcessingException e) {
      return new Answer(tenant, exposed, address, here, "", text.lines().findFirst().orElse(""));
    }
  }
}
