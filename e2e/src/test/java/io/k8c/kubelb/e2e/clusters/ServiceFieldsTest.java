package io.k8c.kubelb.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnTestBed
class ServiceFieldsTest {
  private static final String CLIENT = "10.90.0.254";
  private static final String SPREAD = "spread";
  private static final List<String> CLIENTS =
      IntStream.range(0, 12).mapToObj(i -> "10.90.0." + (230 + i)).toList();

  private final TestBed bed;

  ServiceFieldsTest(TestBed bed) {
    this.bed = bed;
  }

  @BeforeEach
  void moreClients() {
    CLIENTS.forEach(client -> address("replace", client));
  }

  @AfterEach
  void fewerClients() {
    CLIENTS.forEach(client -> address("del", client));
    var _ = bed.one().deployment(SPREAD).delete();
  }

  private void address(String change, String address) {
    var _ = bed.lab().outside().run("ip", "addr", change, address + "/32", "dev", "br0");
  }

  @Test
  void theBackendLearnsTheClientsAddressByThePROXYProtocol() {
    UnaryOperator<ServiceBuilder> proxyProtocol =
        service ->
            service
                .editMetadata()
                .addToAnnotations("kubelb.k8c.io/proxy-protocol", "v2")
                .endMetadata();
    Published mail =
        bed.publish(bed.one(), EchoService.named("mail").tcp(25).local().with(proxyProtocol));

    JsonNode greeting = bed.client().tcp(mail.at()).orElseThrow();

    assertThat(greeting.path("proxySource").asText()).startsWith(CLIENT + ":");
    assertThat(greeting.path("remote").asText()).doesNotContain(CLIENT);
    assertThat(greeting.path("proxyDestination").asText()).isNotEmpty();
  }

  @Test
  void withoutTheAnnotationThereIsNoPROXYHeader() {
    Published mail = bed.publish(bed.one(), EchoService.named("mail").tcp(25).local());

    assertThat(bed.client().tcp(mail.at()).orElseThrow().has("proxySource")).isFalse();
  }

  @Test
  void sessionAffinityKeepsEveryClientOnOnePodAndClientsApart() {
    spread();
    Published carts =
        bed.publish(
            bed.one(),
            EchoService.named("carts")
                .before(SPREAD)
                .http(80)
                .local()
                .with(s -> s.editSpec().withSessionAffinity("ClientIP").endSpec()));

    bed.await("clients are spread", () -> podsOfAll(carts).size() > 1);

    List<Set<String>> pods = CLIENTS.stream().map(client -> answeredBy(carts, client)).toList();

    assertThat(pods).allSatisfy(each -> assertThat(each).hasSize(1));
  }

  @Test
  void withoutSessionAffinityOneClientReachesSeveralPods() {
    spread();
    Published pages = bed.publish(bed.one(), EchoService.named("pages").before(SPREAD).http(80));

    assertThat(answeredBy(pages, CLIENTS.getFirst())).hasSizeGreaterThan(1);
  }

  @Test
  void onlyClientsOfTheSourceRangesGetThrough() {
    String allowed = CLIENTS.getFirst();
    String other = CLIENTS.getLast();
    Published intern = bed.publish(bed.one(), EchoService.named("intern").http(80));
    assertThat(bed.client().from(other).http(intern.at())).isPresent();

    intern.edit(
        s -> s.editSpec().withLoadBalancerSourceRanges(allowed + "/32", "192.0.2.0/24").endSpec());

    bed.await("others are kept out", () -> bed.client().from(other).http(intern.at()).isEmpty());
    assertThat(bed.client().from(allowed).http(intern.at())).isPresent();
    intern.edit(s -> s.editSpec().withLoadBalancerSourceRanges(List.of()).endSpec());
    bed.await("all are let in again", () -> bed.client().from(other).http(intern.at()).isPresent());
  }

  private void spread() {
    var _ = bed.one().client().resource(TenantCluster.echo(SPREAD, 3, java.util.Map.of())).create();
    bed.await(
        "three pods are available",
        () ->
            Integer.valueOf(3)
                .equals(bed.one().deployment(SPREAD).get().getStatus().getAvailableReplicas()));
  }

  /** The pods that answer one request of each client. */
  private Set<String> podsOfAll(Published published) {
    return CLIENTS.stream()
        .flatMap(client -> bed.client().from(client).http(published.at()).stream())
        .map(answer -> answer.path("pod").asText())
        .collect(Collectors.toSet());
  }

  /** The pods that answer ten requests of a client. */
  private Set<String> answeredBy(Published published, String client) {
    return Stream.generate(() -> bed.client().from(client).http(published.at()))
        .limit(10)
        .map(answer -> answer.orElseThrow().path("pod").asText())
        .collect(Collectors.toSet());
  }
}
