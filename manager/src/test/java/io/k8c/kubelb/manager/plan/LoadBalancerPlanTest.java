package io.k8c.kubelb.manager.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadBalancerPlanTest {
  private static final String GIVEN =
      """
      loadBalancer:
        metadata: {name: 4f1c, namespace: tenant-primary, uid: lb-uid, generation: 1}
        spec:
          type: LoadBalancer
          endpoints: [{addresses: [{ip: 10.0.0.1}], ports: [{port: 30080}]}]
          ports: [{port: 80}]
      """;

  private LoadBalancerView view;

  @BeforeEach
  void oneLoadBalancer() throws IOException {
    view = new Inputs(new YAMLMapper().readTree(GIVEN)).view();
  }

  @Test
  void aSecondPassOverTheResultAsksForNothingElse() {
    // given
    Service first = plan(view).service().orElseThrow();

    // when
    Service second = plan(with(first)).service().orElseThrow();

    // then
    assertThat(second).isEqualTo(first);
  }

  @Test
  void readyIsNotSaidBeforeTheNewPortsAreInTheLedger() {
    // given
    Service older =
        new ServiceBuilder(addressed(plan(view).service().orElseThrow()))
            .editSpec()
            .editFirstPort()
            .withPort(79)
            .endPort()
            .endSpec()
            .build();

    // when
    LoadBalancerPlan plan = plan(with(older));

    // then
    assertThat(plan.verdicts()).noneMatch(v -> v.type().equals("Ready") && v.isTrue());
  }

  @Test
  void readyIsSaidOnceTheProxiesHoldTheLedger() {
    // when
    LoadBalancerPlan plan = plan(with(addressed(plan(view).service().orElseThrow())));

    // then
    assertThat(plan.verdicts()).extracting(Verdict::status).containsOnly("True");
  }

  @Test
  void whatTheHubRefusesIsAConditionAndAnEvent() {
    // when
    LoadBalancerPlan plan = plan(view).refusedByHub(view, "spec.ports: too many");

    // then
    assertThat(plan.status().address()).isNull();
    assertThat(plan.notes()).singleElement().matches(note -> note.warning());
    assertThat(plan.verdicts())
        .filteredOn(verdict -> verdict.reason().equals(Reason.HUB_REFUSED.word()))
        .extracting(Verdict::message)
        .containsOnly("the hub's API server refused the Service: spec.ports: too many")
        .hasSize(2);
  }

  @Test
  void aServiceTellsWhoseItIs() {
    assertThat(HubService.loadBalancer(plan(view).service().orElseThrow())).contains("4f1c");
    assertThat(
            HubService.loadBalancer(new ServiceBuilder().withNewMetadata().endMetadata().build()))
        .isEmpty();
    assertThat(HubService.name("4f1c")).isEqualTo("envoy-4f1c");
    assertThat(Wire.LABEL_LOAD_BALANCER).isEqualTo("kubelb.k8c.io/lb-name");
  }

  private static LoadBalancerPlan plan(LoadBalancerView view) {
    return LoadBalancerPlan.of(view, new Programming(true, true, List.of()), port -> false);
  }

  private LoadBalancerView with(Service service) {
    return new LoadBalancerView(
        view.loadBalancer(), view.policy(), Optional.of(service), view.addresses());
  }

  private static Service addressed(Service service) {
    return new ServiceBuilder(service)
        .withNewStatus()
        .withNewLoadBalancer()
        .addNewIngress()
        .withIp("192.0.2.10")
        .endIngress()
        .endLoadBalancer()
        .endStatus()
        .build();
  }
}
