package io.k8c.kubelb.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.k8c.kubelb.kit.testing.FakeApi;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasePermissionTest {
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";

  private final FakeApi api = new FakeApi();
  private final LeasePermission permission =
      new LeasePermission(api.client(), "kubelb", "the-lease");

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aProcessWaitsUntilItsRoleIsInForce() {
    api.answers(REVIEWS, review("\"pods\"", "\"*\""));

    CompletableFuture<Void> started = CompletableFuture.runAsync(this::start);

    await()
        .untilAsserted(
            () ->
                assertThat(permission.problem())
                    .contains(
                        "no permission to create, update and get leases in namespace kubelb;"
                            + " give the ServiceAccount the Role of the chart"));
    assertThat(started).isNotDone();

    api.answers(REVIEWS, review("\"leases\"", "\"create\", \"get\", \"update\", \"patch\""));

    await().untilAsserted(() -> assertThat(started).isCompleted());
    assertThat(permission.problem()).isEmpty();
  }

  @Test
  void aServerThatDoesNotAnswerIsAskedAgain() {
    api.refuses(REVIEWS, 503);

    CompletableFuture<Void> started = CompletableFuture.runAsync(this::start);

    await()
        .untilAsserted(
            () ->
                assertThat(permission.problem().orElse(""))
                    .startsWith("cannot ask for the permission to use the Lease"));
    assertThat(started).isNotDone();
  }

  private void start() {
    try {
      permission.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String review(String resources, String verbs) {
    return """
        {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview",
         "status": {"incomplete": false, "nonResourceRules": [], "resourceRules": [
          {"apiGroups": ["coordination.k8s.io", ""], "resources": [%s], "verbs": [%s]}]}}
        """
        .formatted(resources, verbs);
  }
}
