package io.k8c.kubelb.manager.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.k8c.kubelb.kit.Verdict;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTreeTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L})
  void whatIsWantedEqualsWhatIsReadOnceItIsStored(long generation) throws IOException {
    JsonNode wanted =
        StatusTree.conditions(List.of(Verdict.yes("Accepted", "Accepted", "fine")), generation);

    assertThat(new ObjectMapper().readTree(wanted.toString())).isEqualTo(wanted);
  }
}
