package io.k8c.kubelb.xds.server;

import static io.k8c.kubelb.xds.server.Hub.A;
import static io.k8c.kubelb.xds.translate.ResourceType.CLUSTER;
import static io.k8c.kubelb.xds.translate.ResourceType.ENDPOINT;
import static io.k8c.kubelb.xds.translate.ResourceType.LISTENER;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.k8c.kubelb.xds.testing.Answer;
import io.k8c.kubelb.xds.testing.DeltaClient;
import io.k8c.kubelb.xds.testing.Examples;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of refusals: each once, however often a resource is tried. */
class RefusalLinesTest {
  private final Hub hub = new Hub();
  private final DeltaClient client = hub.connections.connect(A);
  private final Logger logger = (Logger) LoggerFactory.getLogger(DeltaStream.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void holdsOneOfTwoListeners() {
    lines.start();
    logger.addAppender(lines);
    hub.proxies.publish(A, "bad", Examples.tcp("bad", 10001, "10.0.0.1"));
    hub.proxies.publish(A, "good", Examples.tcp("good", 10002, "10.0.0.1"));
    client.subscribe(CLUSTER);
    assertThat(client.take()).hasToString("CLUSTER +bad +good");
    client.subscribe(ENDPOINT, "bad", "good");
    assertThat(client.take()).hasToString("ENDPOINT +bad +good");
    client.subscribe(LISTENER);
    client.refuse(client.next(), "bad: port is taken\n");
    for (String each : List.of("bad", "good")) {
      Answer alone = client.next();
      assertThat(alone).hasToString("LISTENER +" + each);
      answer(alone);
    }
  }

  private void answer(Answer answer) {
    if (answer.versions().containsKey("bad")) {
      client.refuse(answer, "bad: port is taken\n");
    } else {
      client.accept(answer);
    }
  }

  @AfterEach
  void close() {
    logger.detachAppender(lines);
    hub.close();
  }

  @Test
  void theCulpritOfAResponseIsNamedAndNoneOfTheOthers() {
    client.isToldNothingMore();
    assertThat(lines.list)
        .singleElement()
        .extracting(line -> line.getKeyValuePairs().toString())
        .isEqualTo(
            "[proxy=\"tenant-a\", type=\"LISTENER\", resource=\"bad\", error=\"bad: port is taken\"]");
  }

  @Test
  void whatIsTriedAgainAndRefusedAgainIsNoNews() {
    // when
    hub.proxies.withdraw(A, "good");
    assertThat(client.take()).hasToString("LISTENER -good");
    assertThat(client.take()).hasToString("CLUSTER -good");
    assertThat(client.take()).hasToString("ENDPOINT -good");
    Answer again = client.next();
    client.refuse(again, "bad: port is taken\n");

    // then
    assertThat(again).hasToString("LISTENER +bad");
    client.isToldNothingMore();
    assertThat(lines.list).hasSize(1);
  }

  @Test
  void anotherVersionThatIsRefusedIsNews() {
    // when
    hub.proxies.publish(A, "bad", Examples.tcp("bad", 10003, "10.0.0.1"));
    client.refuse(client.next(), "bad: port is taken\n");

    // then
    client.isToldNothingMore();
    assertThat(lines.list).hasSize(2);
  }
}
