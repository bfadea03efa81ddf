package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.LoadBalancerSettings;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.TenantState;
import io.k8c.kubelb.api.VersionStatus;
import io.k8c.kubelb.kit.testing.Covers;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the hub says of settings and tenants. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusTest {
  private Stage stage;

  @BeforeAll
  void open() {
    stage = Stage.open(StatusTest.class);
    stage.hub().resource(FastTenant.config()).forceConflicts().serverSideApply();
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  @Covers({
    "Config.status.conditions",
    "Config.status.observedGeneration",
    "Config.status.version.gitVersion",
    "Config.status.version.gitCommit",
    "Config.status.version.buildDate",
    "Config.status.version.edition"
  })
  void configSaysWhichManagerFollowsIt() {
    eventually()
        .untilAsserted(
            () -> {
              Config config =
                  stage
                      .hub()
                      .resources(Config.class)
                      .inNamespace("kubelb")
                      .withName(Config.DEFAULT)
                      .require();
              Config.Status status = Objects.requireNonNull(config.getStatus());
              assertThat(status.observedGeneration())
                  .isEqualTo(config.getMetadata().getGeneration());
              assertThat(status.conditions()).anyMatch(StatusTest::isReady);
              isOurs(status.version());
            });
  }

  @Test
  @Covers({
    "Tenant.status.conditions",
    "Tenant.status.observedGeneration",
    "TenantState.status.conditions",
    "TenantState.status.lastUpdated",
    "TenantState.status.loadBalancer.disable",
    "TenantState.status.version.gitVersion",
    "TenantState.status.version.gitCommit",
    "TenantState.status.version.buildDate",
    "TenantState.status.version.edition"
  })
  void theTenantIsToldWhatHoldsForIt() {
    // given
    eventually().untilAsserted(() -> assertThat(state().loadBalancer().disable()).isFalse());

    // when
    stage.settings(new LoadBalancerSettings(null, true));

    // then
    eventually()
        .untilAsserted(
            () -> {
              TenantState.Status state = state();
              assertThat(state.loadBalancer().disable()).isTrue();
              assertThat(state.conditions()).anyMatch(StatusTest::isReady);
              assertThat(Instant.parse(state.lastUpdated())).isBeforeOrEqualTo(Instant.now());
              isOurs(state.version());
            });
    eventually()
        .untilAsserted(
            () -> {
              Tenant tenant = stage.hub().resources(Tenant.class).withName(TENANT).require();
              Tenant.Status status = Objects.requireNonNull(tenant.getStatus());
              assertThat(status.observedGeneration())
                  .isEqualTo(tenant.getMetadata().getGeneration());
              assertThat(status.conditions()).anyMatch(StatusTest::isReady);
            });
  }

  private TenantState.Status state() {
    return Objects.requireNonNull(
        stage
            .hub()
            .resources(TenantState.class)
            .inNamespace(TENANT)
            .withName(TenantState.DEFAULT)
            .require()
            .getStatus());
  }

  private static boolean isReady(Condition condition) {
    return condition.getType().equals("Ready") && condition.getStatus().equals("True");
  }

  private static void isOurs(VersionStatus version) {
    assertThat(List.of(version.gitVersion(), version.gitCommit(), version.buildDate()))
        .noneMatch(String::isBlank);
    assertThat(version.edition()).isEqualTo("CE");
  }
}
