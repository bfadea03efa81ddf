package io.k8c.kubelb.e2e.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.xds.model.Dialect;
import io.k8c.kubelb.xds.model.Endpoint;
import io.k8c.kubelb.xds.model.ExternalAuthorization;
import io.k8c.kubelb.xds.model.ExternalAuthorization.Protocol;
import io.k8c.kubelb.xds.model.Guards;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.Upstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where a real Envoy asks about requests, and how long it waits for an answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalAuthorizationEnvoyTest {
  private final EchoBackend backend = new EchoBackend("a");
  private final AuthService auth = new AuthService();
  private final int port = FastTier.freePort();
  private ServerSocket silent;
  private ProxyStage stage;

  @BeforeAll
  void open() throws IOException {
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    stage = new ProxyStage(ExternalAuthorizationEnvoyTest.class);
    stage.publish("service/a", Rules.service(Rules.upstream("a", backend)));
    asked("http", Dialect.HTTP1, FastTier.freePort(), auth.httpPort());
    asked("grpc", Dialect.HTTP2, FastTier.freePort(), auth.grpcPort());
    asked("silent", Dialect.HTTP1, silent.getLocalPort());
    asked("silent-grpc", Dialect.HTTP2, silent.getLocalPort());
    stage.serve(
        "gateway/1",
        Rules.gateway(
            Rules.http("gateway/1", port),
            Rules.table(
                "gateway/1",
                asking("/http", "http", new Protocol.Http("", List.of())),
                asking("/grpc", "grpc", new Protocol.Grpc()),
                asking("/silent", "silent", new Protocol.Http("", List.of())),
                asking("/silent-grpc", "silent-grpc", new Protocol.Grpc()))));
  }

  @AfterAll
  void close() throws IOException {
    stage.close();
    backend.close();
    auth.close();
    silent.close();
  }

  @Test
  void aDeadNodeOfWhoIsAskedKeepsNobodyOut() {
    for (String path : List.of("/http", "/grpc")) {
      assertThat(IntStream.range(0, 4).mapToObj(i -> Web.at(port).get(path + "/" + i).status()))
          .containsOnly(200);
    }
  }

  @Test
  void noAnswerIsARefusal() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String path : List.of("/silent", "/silent-grpc")) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(503);
      }
    }
    assertThat(backend.seen()).noneMatch(path -> path.startsWith("/silent"));
  }

  private void asked(String name, Dialect dialect, int... ports) {
    stage.publish(
        "service/" + name,
        Rules.service(
            new Upstream(
                name,
                IntStream.of(ports).mapToObj(each -> Endpoint.at("127.0.0.1", each)).toList(),
                false,
                false,
                Optional.empty(),
                dialect,
                Optional.empty(),
                Upstream.RESPONSE_HEADER_KILOBYTES)));
  }

  private static RouteRule asking(String prefix, String upstream, Protocol protocol) {
    RouteRule rule = Rules.prefix(prefix).to("a");
    return new RouteRule(
        rule.name(),
        rule.match(),
        rule.requestHeaders(),
        rule.responseHeaders(),
        rule.cors(),
        Guards.asking(
            new ExternalAuthorization(upstream, "auth.example.com", protocol, List.of(), 0)),
        rule.action());
  }
}
