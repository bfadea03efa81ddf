package io.k8c.kubelb.kit.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up logging: one line an event on standard output, {@code key=value}, ours from INFO. */
public final class Logs {
  private static final String OURS = "io.k8c.kubelb";

  /** Libraries that say at WARN what our own lines say better, or what is no news. */
  private static final List<String> SILENT =
      List.of(
          "io.javaoperatorsdk.operator.processing.event",
          "io.fabric8.kubernetes.client.informers",
          "io.fabric8.kubernetes.client.extended.leaderelection",
          "io.fabric8.kubernetes.client.dsl.internal",
          "io.fabric8.kubernetes.client.utils",
          "io.netty",
          "io.vertx");

  private Logs() {}

  /**
   * Takes over logging of the process.
   *
   * @param debug adds our DEBUG lines and stack traces
   * @param tenant which tenant a line is about, by its pairs, where it does not say so itself
   */
  public static void start(boolean debug, Function<Map<String, String>, Optional<String>> tenant) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      throw new IllegalStateException("Logback is not on the class path");
    }
    context.reset();
    LogLine encoder = new LogLine(debug, tenant);
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    context.getLogger(OURS).setLevel(debug ? Level.DEBUG : Level.INFO);
    for (String name : SILENT) {
      context.getLogger(name).setLevel(debug ? Level.INFO : Level.OFF);
    }
  }
}
