package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.xds.model.AccessLog;
import io.k8c.kubelb.xds.model.Dialect;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.SourceRanges;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a real Envoy writes down of what it passes on unread. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionLogEnvoyTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final EchoBackend backend = new EchoBackend("a");
  private final int place = FastTier.freePort();
  private final Preface hangsUp = new Preface("127.0.0.1", place);
  private ProxyStage stage;

  @BeforeAll
  void open() {
    stage = new ProxyStage(ConnectionLogEnvoyTest.class);
    for (String name : List.of("json", "quiet", "guarded")) {
      stage.publish("service/" + name, Rules.service(Rules.upstream(name, backend)));
    }
    stage.publish(
        "service/text",
        Rules.service(Rules.upstream("text", place, Dialect.HTTP1, Optional.empty())));
  }

  @AfterAll
  void close() {
    stage.close();
    backend.close();
    hangsUp.close();
  }

  @Test
  void aConnectionLeavesALineWhereThatIsSwitchedOn() {
    int quiet = served("quiet", List.of(), SourceRanges.ALL, AccessLog.OFF);
    int json = served("json", List.of(), SourceRanges.ALL, AccessLog.JSON);

    assertThat(Web.at(quiet).get("/?token=hidden").status()).isEqualTo(200);
    assertThat(Web.at(json).get("/?token=hidden").status()).isEqualTo(200);

    JsonNode line = tree(awaitLine("\"upstream\":\"json\""));
    assertThat(line.path("client").asText()).isEqualTo("127.0.0.1");
    assertThat(line.path("endpoint").asText()).isEqualTo("127.0.0.1:" + backend.port());
    assertThat(line.path("received").asInt()).isPositive();
    assertThat(line.path("sent").asInt()).isGreaterThan(line.path("received").asInt());
    assertThat(line.path("milliseconds").isNumber()).isTrue();
    assertThat(line.path("time").asText()).startsWith("20");
    assertThat(lines()).noneMatch(text -> text.contains("hidden"));
    assertThat(lines()).noneMatch(text -> text.contains("\"quiet\""));
  }

  @Test
  void aConnectionThatAsksForAServerNameLeavesIt() {
    Web web = Web.at(served("text", List.of("a.example.com"), SourceRanges.ALL, AccessLog.TEXT));

    assertThatThrownBy(() -> web.tls("a.example.com").get("/"))
        .as("the backend hangs up")
        .isInstanceOf(UncheckedIOException.class);

    assertThat(awaitLine("upstream=text"))
        .contains(" sni=a.example.com ", " client=127.0.0.1 ", " flags=- ");
  }

  @Test
  void aConnectionThatIsKeptOutLeavesALineToo() {
    int port =
        served(
            "guarded",
            List.of(),
            new SourceRanges(List.of(), List.of("127.0.0.0/8")),
            AccessLog.TEXT);

    assertThatThrownBy(() -> Web.at(port).get("/kept-out"))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(awaitLine("upstream=guarded")).contains("rbac_access_denied");
    assertThat(backend.seen()).doesNotContain("/kept-out");
  }

  @Test
  void aClientThatSendsDatagramsLeavesALineInTheEnd() throws IOException {
    int port = FastTier.freePort();
    try (DatagramSocket answers = new DatagramSocket(0, HERE);
        DatagramSocket client = new DatagramSocket(0, HERE)) {
      Thread.ofVirtual().name("datagrams").start(() -> answer(answers));
      stage.serve(
          "gateway/udp",
          Rules.gateway(
              new Listener(
                  "gateway/udp",
                  port,
                  new Traffic.Udp(
                      Rules.upstream(
                          "datagrams", answers.getLocalPort(), Dialect.HTTP1, Optional.empty()),
                      AccessLog.JSON))));
      client.setSoTimeout(1000);
      eventually()
          .ignoreExceptions()
          .until(
              () -> {
                client.send(
                    new DatagramPacket("ask".getBytes(StandardCharsets.US_ASCII), 3, HERE, port));
                client.receive(new DatagramPacket(new byte[16], 16));
                return true;
              });

      stage.withdraw("gateway/udp");

      JsonNode line = tree(awaitLine("\"upstream\":\"datagrams\""));
      assertThat(line.path("client").asText()).isEqualTo("127.0.0.1");
      assertThat(line.path("endpoint").asText()).isEqualTo("127.0.0.1:" + answers.getLocalPort());
      assertThat(line.path("received").asInt()).isPositive();
      assertThat(line.path("milliseconds").isNumber()).isTrue();
      assertThat(line.path("sent").asInt()).isEqualTo(2 * line.path("received").asInt());
    }
  }

  /** Twice as much as was asked. */
  private static void answer(DatagramSocket socket) {
    try {
      while (!socket.isClosed()) {
        DatagramPacket asked = new DatagramPacket(new byte[16], 16);
        socket.receive(asked);
        socket.send(
            new DatagramPacket(
                new byte[2 * asked.getLength()], 2 * asked.getLength(), asked.getSocketAddress()));
      }
    } catch (IOException e) {
      // The end.
    }
  }

  private int served(String upstream, List<String> names, SourceRanges sources, AccessLog log) {
    int port = FastTier.freePort();
    String name = "gateway/" + upstream;
    Target target = new Target.Tcp(List.of(WeightedUpstream.of(upstream, 1)), sources, log);
    FilterChain chain = new FilterChain("chain", names, Optional.empty(), target);
    stage.serve(name, Rules.gateway(Rules.listener(name, port, chain)));
    return port;
  }

  private Stream<String> lines() {
    return stage.envoy().process().lines().stream();
  }

  private String awaitLine(String part) {
    return eventually()
        .until(() -> lines().filter(line -> line.contains(part)).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  private static JsonNode tree(String json) {
    return Serialization.unmarshal(json, JsonNode.class);
  }
}
