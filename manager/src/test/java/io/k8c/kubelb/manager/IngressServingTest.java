package io.k8c.kubelb.manager;

import static io.k8c.kubelb.xds.translate.ResourceType.ENDPOINT;
import static io.k8c.kubelb.xds.translate.ResourceType.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.xds.testing.Answer;
import io.k8c.kubelb.xds.testing.DeltaClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What proxies that are connected are sent when Ingresses of the hub change. */
class IngressServingTest {
  private static final HubTenant A = new HubTenant("tenant-a");
  private static final String TABLE = "gateway/ingress/80/tcp";

  private final HubApi hub = new HubApi();
  private Replica replica;
  private DeltaClient proxy;

  /** Tenant A has an Ingress and the hub Service of all its Ingresses. */
  @BeforeEach
  void serve() throws InterruptedException {
    hub.create(
        A.tenant(),
        A.nodes("10.0.0.1"),
        A.gatewayService("ingress", 10080),
        A.ingress("shop", "shop.example.com", "web", 30080));
    replica = new Replica(hub);
    proxy = replica.connect("tenant-a");
    assertThat(proxy.takeFirstSet())
        .hasToString(
            "[CLUSTER +service/web/80/tcp, ENDPOINT +service/web/80/tcp, LISTENER +" + TABLE + "]");
    proxy.subscribe(ROUTE, TABLE);
    assertThat(proxy.take()).hasToString("ROUTE +" + TABLE);
  }

  @AfterEach
  void stop() {
    replica.close();
    hub.close();
  }

  @Test
  void anEditOfAnIngressIsSentAsItsTableAndNothingElse() {
    // when
    hub.replace(A.ingress("shop", "store.example.com", "web", 30080));

    // then
    Answer table = proxy.take();
    assertThat(table).hasToString("ROUTE +" + TABLE);
    assertThat(table.response().toString())
        .contains("store.example.com")
        .doesNotContain("shop.example.com");
    proxy.isToldNothingMore();
  }

  @Test
  void anotherIngressSharesTheTable() {
    // when
    hub.create(A.ingress("api", "api.example.com", "api", 30081));

    // then
    assertThat(proxy.take()).hasToString("CLUSTER +service/api/80/tcp");
    proxy.subscribe(ENDPOINT, "service/api/80/tcp");
    assertThat(proxy.take()).hasToString("ENDPOINT +service/api/80/tcp");
    assertThat(proxy.take()).hasToString("ROUTE +" + TABLE);
    proxy.isToldNothingMore();
  }

  @Test
  void theLastIngressTakesTheListenerAlong() {
    // when
    hub.delete(A.ingress("shop", "shop.example.com", "web", 30080));

    // then
    assertThat(proxy.take().toString()).contains("LISTENER -" + TABLE);
  }
}
