package io.k8c.kubelb.manager;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.kit.testing.Golden;
import io.k8c.kubelb.xds.testing.Answer;
import io.k8c.kubelb.xds.testing.DeltaClient;
import io.k8c.kubelb.xds.testing.MessageTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The objects of a hub, and the responses that the proxies of its tenants get when they connect.
 */
class ServingGoldenTest {

  @TestFactory
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "manager/src/test/cases/serving",
        inputs -> {
          try (HubApi hub = new HubApi()) {
            hub.create(inputs.text("in.yaml"));
            try (Replica replica = new Replica(hub)) {
              Map<String, Object> responses = new LinkedHashMap<>();
              for (String tenant : List.of("tenant-a", "tenant-b")) {
                responses.put(tenant, firstSet(replica.connect(tenant)));
              }
              return Map.of("out.yaml", Golden.yaml(responses));
            }
          }
        });
  }

  private static List<JsonNode> firstSet(DeltaClient proxy) {
    List<Answer> answers = proxy.takeFirstSet();
    proxy.isToldNothingMore();
    return answers.stream().map(answer -> MessageTree.of(answer.sorted())).toList();
  }
}
