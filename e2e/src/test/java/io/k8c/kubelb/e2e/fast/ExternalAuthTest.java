package io.k8c.kubelb.e2e.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.xds.translate.ResourceType;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a real Envoy lets in or keeps out as a tenant's own Service says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalAuthTest {
  private static final String GATEWAY =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: public, namespace: default}
      spec: {gatewayClassName: kubelb, listeners: [{name: http, port: 80, protocol: HTTP}]}
      """;
  private static final String ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: guarded, namespace: default}
      spec:
        parentRefs: [{name: public}]
        rules:
          - matches: [{path: {value: /some}}]
            filters:
              - type: RequestHeaderModifier
                requestHeaderModifier: {set: [{name: X-Early, value: "1"}]}
              - type: ExternalAuth
                externalAuth:
                  protocol: HTTP
                  backendRef: {name: auth, port: 80}
                  http: {path: /check/, allowedHeaders: [cookie], allowedResponseHeaders: [X-User]}
            backendRefs: [{name: shop, port: 80}]
          - matches: [{path: {value: /all}}]
            filters: [{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: auth, port: 80}, http: {}}}]
            backendRefs: [{name: shop, port: 80}]
          - matches: [{path: {value: /body}}]
            filters:
              - type: ExternalAuth
                externalAuth: {protocol: HTTP, backendRef: {name: auth, port: 80}, http: {}, forwardBody: {maxSize: 10}}
            backendRefs: [{name: shop, port: 80}]
          - matches: [{path: {value: /grpc}}]
            filters: [{type: ExternalAuth, externalAuth: {protocol: GRPC, backendRef: {name: checks, port: 80}, grpc: {}}}]
            backendRefs: [{name: shop, port: 80}]
          - matches: [{path: {value: /few}}]
            filters:
              - type: ExternalAuth
                externalAuth:
                  protocol: GRPC
                  backendRef: {name: checks, port: 80}
                  grpc: {allowedHeaders: [Cookie]}
                  forwardBody: {maxSize: 10}
            backendRefs: [{name: shop, port: 80}]
          - matches: [{path: {value: /moved}}]
            filters:
              - {type: RequestRedirect, requestRedirect: {hostname: new.example.com}}
              - {type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: auth, port: 80}, http: {}}}
          - matches: [{path: {value: /scripts}}]
            filters:
              - {type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: auth, port: 80}, http: {}}}
              - {type: CORS, cors: {allowOrigins: ["https://one.example"], allowMethods: [PUT]}}
            backendRefs: [{name: shop, port: 80}]
          - matches: [{path: {value: /absent}}]
            filters: [{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: absent, port: 80}, http: {}}}]
            backendRefs: [{name: shop, port: 80}]
          - matches: [{path: {value: /absent-checks}}]
            filters: [{type: ExternalAuth, externalAuth: {protocol: GRPC, backendRef: {name: absent, port: 80}, grpc: {}}}]
            backendRefs: [{name: shop, port: 80}]
          - matches: [{path: {value: /nowhere}}]
            filters: [{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: auth, port: 81}, http: {}}}]
            backendRefs: [{name: shop, port: 80}]
          - {matches: [{path: {value: /free}}], backendRefs: [{name: shop, port: 80}]}
      """;

  private final EchoBackend shop = new EchoBackend("shop");
  private final AuthService auth = new AuthService();
  private final AuthService other = new AuthService();
  private TenantStage tenant;
  private Web web;

  @BeforeAll
  void open() {
    tenant = new TenantStage(ExternalAuthTest.class);
    tenant.service("shop", shop.port());
    tenant.service("auth", auth.httpPort());
    tenant.service("checks", auth.grpcPort());
    tenant.service("other", other.httpPort());
    tenant.service("absent", FastTier.freePort());
    tenant.apply(GATEWAY);
  }

  @BeforeEach
  void settle() {
    tenant.apply(ROUTE);
    tenant.settle();
    web =
        Web.at(tenant.listener("gateway-public", 80))
            .header("Cookie: a=b")
            .header("Authorization: Basic x")
            .header("X-Private: p");
  }

  @AfterAll
  void close() {
    tenant.close();
    shop.close();
    auth.close();
    other.close();
  }

  @Test
  void whoIsAskedByHttpIsToldWhatTheRuleSaysAndAnswersWithIt() {
    Web.Answer answer = web.get("/some/x?q=1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("GET /some/x?q=1\n", "x-user: jane\n", "x-private: p\n", "x-early: 1\n")
        .contains("host: web.example.com\n")
        .doesNotContain("x-other", "x-envoy-retry-on", "content-length");
    assertThat(auth.last().method()).isEqualTo("GET");
    assertThat(auth.last().path()).isEqualTo("/check/some/x?q=1");
    assertThat(auth.last().headers())
        .containsEntry("host", "web.example.com")
        .containsEntry("authorization", "Basic x")
        .containsEntry("cookie", "a=b")
        .containsEntry("content-length", "0")
        .doesNotContainKeys("x-private", "x-early");
  }

  @Test
  void withoutListsFewHeadersGoThereAndAllComeBackButThoseOfTheAnswerItself() {
    Web.Answer answer = web.body("hello").method("POST").header("Content-Type: a/b").get("/all/x");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("POST /all/x\n", "x-user: jane\n", "x-other: 1\n", "host: web.example.com\n")
        .contains("content-length: 5\n", "content-type: a/b\n")
        .doesNotContain("x-envoy-retry-on");
    assertThat(auth.last().path()).isEqualTo("/all/x");
    assertThat(auth.last().body()).isEmpty();
    assertThat(auth.last().headers())
        .containsEntry("authorization", "Basic x")
        .containsEntry("content-length", "0")
        .doesNotContainKeys("x-private", "cookie", "content-type");
  }

  @Test
  void whoIsAskedByGrpcIsToldAllHeadersOrThoseOfTheRule() {
    Web.Answer answer = web.get("/grpc/x");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("GET /grpc/x\n", "x-user: jane\n", "host: web.example.com\n")
        .doesNotContain("x-envoy-retry-on", "content-length");
    assertThat(auth.last().path()).isEqualTo("/grpc/x");
    assertThat(auth.last().headers())
        .containsEntry("x-private", "p")
        .containsEntry("cookie", "a=b");

    assertThat(web.body("hello").get("/few/x").status()).isEqualTo(200);
    assertThat(auth.last().body()).isEqualTo("hello");
    assertThat(auth.last().headers())
        .containsEntry("cookie", "a=b")
        .doesNotContainKeys("x-private", "authorization");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/some/deny", "/all/deny", "/grpc/deny", "/moved/deny", "/scripts/deny"})
  void aRefusalIsTheAnswer(String path) {
    Web.Answer answer = web.get(path);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("who are you");
    assertThat(answer.header("www-authenticate")).isEqualTo("Basic");
    assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("x-envoy"));
    assertThat(shop.seen()).doesNotContain(path);
  }

  @Test
  void aClientIsSentToItsLogin() {
    Web.Answer answer = web.get("/all/login");

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("location")).isEqualTo("https://login.example.com/");
    assertThat(answer.header("set-cookie")).isEqualTo("state=1");
  }

  @Test
  void aRedirectIsForThoseWhoAreLetIn() {
    assertThat(web.get("/moved/x").header("location")).isEqualTo("http://new.example.com/moved/x");
    assertThat(auth.last().path()).isEqualTo("/moved/x");
  }

  @ParameterizedTest
  @CsvSource({"/some/broken, 503", "/absent/x, 503", "/absent-checks/x, 503", "/nowhere/x, 500"})
  void whereNobodyDecidesNothingIsLetIn(String path, int status) {
    Web.Answer answer = web.get(path);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEmpty();
    assertThat(shop.seen()).doesNotContain(path);
    assertThat(web.get("/free/x").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/body/x", "/few/x"})
  void aBodyIsToldUpToItsSize(String path) {
    assertThat(web.body("0123456789").get(path).status()).isEqualTo(200);
    assertThat(auth.last().body()).isEqualTo("0123456789");
    int before = auth.asked().size();

    assertThat(web.body("0123456789a").get(path).status()).isEqualTo(413);
    assertThat(auth.asked()).hasSize(before);
  }

  @Test
  void aQuestionOfABrowserIsAnsweredWithoutAsking() {
    int before = auth.asked().size();

    Web.Answer answer =
        Web.at(tenant.listener("gateway-public", 80))
            .method("OPTIONS")
            .header("Origin: https://one.example")
            .header("Access-Control-Request-Method: PUT")
            .get("/scripts/deny");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("access-control-allow-methods")).isEqualTo("PUT");
    assertThat(auth.asked()).hasSize(before);
  }

  @Test
  void anEditTouchesNoListener() {
    tenant.sent();
    tenant.apply(ROUTE.replace("allowedHeaders: [cookie]", "allowedHeaders: [x-private]"));
    tenant.settle();

    assertThat(tenant.sent()).isEqualTo(List.of(ResourceType.ROUTE));
    web.get("/some/x");
    assertThat(auth.last().headers()).containsEntry("x-private", "p").doesNotContainKey("cookie");

    tenant.apply(ROUTE.replaceFirst("name: auth", "name: other"));
    tenant.settle();

    assertThat(tenant.sent())
        .containsOnly(ResourceType.CLUSTER, ResourceType.ENDPOINT, ResourceType.ROUTE);
    web.get("/some/y");
    assertThat(other.last().path()).isEqualTo("/check/some/y");
  }
}
