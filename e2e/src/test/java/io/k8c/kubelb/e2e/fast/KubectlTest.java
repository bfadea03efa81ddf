package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.api.LoadBalancerSettings;
import io.k8c.kubelb.kit.testing.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What users see. The files under {@code screens} are rewritten by {@code -Dgolden.update=true};
 * whoever commits them has read them as a user.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubectlTest {
  private static final Path SCREENS = Project.root().resolve("e2e/src/test/resources/screens");

  private Stage stage;

  @BeforeAll
  void open() {
    stage = Stage.open(KubectlTest.class);
    stage.create("web");
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  @Order(1)
  void aPendingServiceSaysWhatIsWaitedFor() {
    stage.awaitReason("web", "Pending");
    Stage.eventually()
        .untilAsserted(
            () -> assertThat(stage.events("web")).anyMatch(event -> event.startsWith("Pending: ")));

    describe("pending");
    overview("pending");
  }

  @Test
  @Order(2)
  void aServiceThatEnvoyRefusesSaysWhatEnvoySaid() throws IOException {
    stage.create("blocked");
    try (ServerSocket occupied = new ServerSocket()) {
      occupied.bind(new InetSocketAddress(stage.listener("blocked")));

      stage.envoy("envoy");

      stage.awaitReason("blocked", "EnvoyRejected");
      describe("rejected", "blocked");
    }
  }

  @Test
  @Order(3)
  void aReadyServiceSaysWhereItIsServed() {
    stage.delete("blocked");
    stage.awaitServed("web");
    Stage.eventually().until(() -> stage.hubService("blocked").isEmpty());

    describe("ready");
    overview("ready");
  }

  @Test
  @Order(4)
  void aRefusedServiceSaysWhoCanHelp() {
    stage.settings(new LoadBalancerSettings(null, true));

    stage.awaitReason("web", "Disabled");
    Stage.eventually().until(() -> stage.addresses("web").isEmpty());

    describe("refused");
    overview("refused");
  }

  private void overview(String state) {
    compare(state, "tenants", () -> Screen.table(hub("get", "tenants")));
    compare(state, "loadbalancers", () -> Screen.table(hub("get", "loadbalancers", "-A")));
    compare(state, "addresses", () -> Screen.table(hub("get", "addresses", "-A")));
    compare(state, "hub-services", () -> Screen.table(hub("get", "services", "-n", TENANT)));
    compare(state, "services", () -> Screen.table(tenant("get", "services", "web")));
  }

  private void describe(String state) {
    compare(state, "describe-tenant", () -> Screen.description(hub("describe", "tenant", TENANT)));
    describe(state, "web");
  }

  private void describe(String state, String service) {
    String uid = stage.service(service).orElseThrow().getMetadata().getUid();
    compare(
        state,
        "describe-loadbalancer",
        () -> Screen.description(hub("describe", "loadbalancer", uid, "-n", TENANT)));
    compare(
        state,
        "describe-service",
        () -> Screen.description(tenant("describe", "service", service)));
  }

  private String hub(String... words) {
    return stage.tier().kubectl(stage.tier().hub(), words).orThrow();
  }

  private String tenant(String... words) {
    return stage.tier().kubectl(stage.cluster(), words).orThrow();
  }

  private static void compare(String state, String name, Supplier<String> screen) {
    Path file = SCREENS.resolve(state).resolve(name + ".txt");
    try {
      if (Boolean.getBoolean("golden.update")) {
        Thread.sleep(2000); // Events come a little later; whoever updates looks at the outcome.
        Files.createDirectories(file.getParent());
        Files.writeString(file, screen.get());
      }
      String expected = Files.readString(file);
      Stage.eventually()
          .untilAsserted(
              () ->
                  assertThat(screen.get())
                      .as("%s/%s; -Dgolden.update=true writes it", state, name)
                      .isEqualTo(expected));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
