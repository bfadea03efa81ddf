package io.k8c.kubelb.manager;

import static io.k8c.kubelb.xds.translate.ResourceType.CLUSTER;
import static io.k8c.kubelb.xds.translate.ResourceType.ENDPOINT;
import static io.k8c.kubelb.xds.translate.ResourceType.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.k8c.kubelb.xds.testing.Answer;
import io.k8c.kubelb.xds.testing.DeltaClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What proxies that are connected are sent when Gateways and routes of the hub change. */
class RouteServingTest {
  private static final HubTenant A = new HubTenant("tenant-a");
  private static final String TABLE = "gateway/public/80/tcp";

  private final HubApi hub = new HubApi();
  private Replica replica;
  private DeltaClient proxy;

  /** Tenant A has a Gateway and a route. */
  @BeforeEach
  void serve() throws InterruptedException {
    hub.create(
        A.tenant(),
        A.nodes("10.0.0.1"),
        A.gateway("public"),
        A.gatewayService("public", 10080),
        A.httpRoute("shop", "public", "shop.example.com", "web", 30080));
    replica = new Replica(hub);
    proxy = replica.connect("tenant-a");
    assertThat(proxy.takeFirstSet())
        .hasToString(
            "[CLUSTER +service/web/80/tcp, ENDPOINT +service/web/80/tcp,"
                + " LISTENER +gateway/public/80/tcp]");
    proxy.subscribe(ROUTE, TABLE);
    Answer table = proxy.take();
    assertThat(table).hasToString("ROUTE +" + TABLE);
    assertThat(table.response().toString()).contains("shop.example.com");
  }

  @AfterEach
  void stop() {
    replica.close();
    hub.close();
  }

  @Test
  void anEditOfARouteIsSentAsItsTableAndNothingElse() {
    // when
    hub.replace(A.httpRoute("shop", "public", "store.example.com", "web", 30080));

    // then
    Answer table = proxy.take();
    assertThat(table).hasToString("ROUTE +" + TABLE);
    assertThat(table.response().toString())
        .contains("store.example.com")
        .doesNotContain("shop.example.com");
    proxy.isToldNothingMore();
  }

  @Test
  void aRouteThatHoldsSomethingElseIsAnsweredThoughTheAnswerIsTheSame() {
    // given
    List<String> told = new CopyOnWriteArrayList<>();
    replica.lead((_, route) -> told.add(route));

    // when
    hub.replace(A.httpRoute("shop", "public", "shop.example.com", "web", 30081));

    // then
    await().untilAsserted(() -> assertThat(told).contains("shop"));
  }

  @Test
  void anotherNodeIsSentAsEndpointsAndNothingElse() {
    // when
    hub.replace(A.nodes("10.0.0.1", "10.0.0.2"));

    // then
    assertThat(proxy.take()).hasToString("ENDPOINT +service/web/80/tcp");
    proxy.isToldNothingMore();
  }

  @Test
  void aRouteToAnotherServiceNamesItOnceTheProxyHasIt() {
    // when
    hub.create(A.httpRoute("api", "public", "api.example.com", "api", 30081));

    // then
    assertThat(proxy.take()).hasToString("CLUSTER +service/api/80/tcp");
    proxy.subscribe(ENDPOINT, "service/api/80/tcp");
    assertThat(proxy.take()).hasToString("ENDPOINT +service/api/80/tcp");
    assertThat(proxy.take()).hasToString("ROUTE +" + TABLE);
    proxy.isToldNothingMore();
  }

  @Test
  void theLastRouteToAServiceTakesItsClusterAlong() {
    // when
    hub.delete(A.httpRoute("shop", "public", "shop.example.com", "web", 30080));

    // then
    assertThat(proxy.take()).hasToString("ROUTE +" + TABLE);
    assertThat(proxy.take().toString()).startsWith(CLUSTER + " -service/web");
  }
}
