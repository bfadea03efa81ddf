package io.k8c.kubelb.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;

class LogLineTest {

  @Test
  void aLineIsPairsInAFixedOrder() {
    assertThat(line("synced", pair("tenant", "primary"), pair("generation", 3)))
        .isEqualTo("time=2026-01-01T12:00:00Z level=info msg=synced tenant=primary generation=3\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          two words   | "two words"
          say "hi"    | "say \\"hi\\""
          a=b         | "a=b"
          back\\slash x | "back\\\\slash x"
          größe       | "größe"
          https://h/p | https://h/p
          """)
  void aValueThatCouldBeMistakenIsQuoted(String value, String written) {
    assertThat(line("m", pair("key", value))).endsWith(" key=" + written + "\n");
  }

  @Test
  void nobodysTextPassesForALineOrAPair() {
    // given
    String attack = "x\nlevel=error msg=\"owned\" tenant=other\r\u2028\u2029\u0085\u001b[31m";

    // when
    String line = line("m", pair("key", attack));

    // then
    assertThat(line)
        .endsWith(
            " key=\"x\\nlevel=error msg=\\\"owned\\\" tenant=other"
                + "\\u000d\\u2028\\u2029\\u0085\\u001b[31m\"\n");
    assertThat(line.lines()).hasSize(1);
  }

  @Test
  void anEmptyValueIsThereAndAnAbsentOneIsNot() {
    assertThat(line("m", pair("empty", ""), pair("absent", null))).endsWith(" msg=m empty=\"\"\n");
  }

  @Test
  void anExceptionIsItsTextsAndWhereItArose() {
    // given
    LoggingEvent event = event("failed");
    event.setThrowableProxy(
        new ch.qos.logback.classic.spi.ThrowableProxy(
            new IllegalStateException(
                "cannot write",
                new IOException("refused. Received status: Status(apiVersion=v1, code=403)"))));

    // when
    String line = encoded(event, false);

    // then
    assertThat(line)
        .contains(" error=\"cannot write: refused.\" at=LogLineTest.java:")
        .doesNotContain("Status(");
    assertThat(line.lines()).hasSize(1);
  }

  @Test
  void anExceptionWithoutTextIsItsName() {
    // given
    LoggingEvent event = event("failed");
    event.setThrowableProxy(
        new ch.qos.logback.classic.spi.ThrowableProxy(new NullPointerException()));

    // then
    assertThat(encoded(event, false)).contains(" error=NullPointerException");
  }

  @Test
  void debugAddsTheStackTrace() {
    // given
    LoggingEvent event = event("failed");
    event.setThrowableProxy(new ch.qos.logback.classic.spi.ThrowableProxy(new IOException("x")));

    // then
    assertThat(encoded(event, true)).contains("\tat io.k8c.kubelb.kit.process.LogLineTest");
  }

  private static KeyValuePair pair(String key, Object value) {
    return new KeyValuePair(key, value);
  }

  private static String line(String message, KeyValuePair... pairs) {
    LoggingEvent event = event(message);
    event.setKeyValuePairs(List.of(pairs));
    return encoded(event, false);
  }

  private static LoggingEvent event(String message) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerContext(new LoggerContext());
    event.setLevel(Level.INFO);
    event.setMessage(message);
    event.setInstant(Instant.parse("2026-01-01T12:00:00Z"));
    return event;
  }

  private static String encoded(LoggingEvent event, boolean stackTraces) {
    return new String(
        new LogLine(stackTraces, pairs -> Optional.empty()).encode(event), StandardCharsets.UTF_8);
  }
}
