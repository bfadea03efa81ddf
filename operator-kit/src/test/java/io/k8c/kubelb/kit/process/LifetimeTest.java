package io.k8c.kubelb.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LifetimeTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(Lifetime.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void close() {
    logger.detachAppender(lines);
  }

  @Test
  void aProgramThatCannotRunSaysWhyAndFails() throws InterruptedException {
    // given
    Lifetime lifetime =
        lifetime(
            () -> {
              throw new IllegalStateException("port 8001 is taken");
            });

    // then
    assertThat(lifetime.run()).isEqualTo(1);
    assertThat(lines.list)
        .singleElement()
        .matches(line -> line.getLevel() == Level.ERROR)
        .matches(line -> line.getThrowableProxy().getMessage().equals("port 8001 is taken"));
  }

  @Test
  void whoIsToldToEndWhileStartingComplainsOfNothing()
      throws InterruptedException, ExecutionException {
    // given
    Lifetime lifetime =
        lifetime(
            () -> {
              started.countDown();
              closed.await();
              throw new IllegalStateException("client closed");
            });
    FutureTask<Integer> code = new FutureTask<>(lifetime::run);
    Thread _ = Thread.ofVirtual().start(code);
    started.await();

    // when
    lifetime.end();

    // then
    assertThat(code.get()).isEqualTo(1);
    assertThat(lines.list).isEmpty();
  }

  @Test
  void aProgramThatRunsStays() throws InterruptedException {
    // given
    Lifetime lifetime = lifetime(started::countDown);

    // when
    Thread main = Thread.ofVirtual().start(new FutureTask<>(lifetime::run));
    started.await();

    // then
    assertThat(main.join(Duration.ofMillis(100))).as("ended").isFalse();
    main.interrupt();
    main.join();
  }

  @Test
  void whoIsToldToEndWhileRunningEndsWithoutAWord()
      throws InterruptedException, ExecutionException {
    // given
    Lifetime lifetime = lifetime(started::countDown);
    FutureTask<Integer> code = new FutureTask<>(lifetime::run);
    Thread main = Thread.ofVirtual().start(code);
    started.await();

    // when
    lifetime.end();
    main.interrupt();

    // then
    assertThat(code.get()).isEqualTo(1);
    assertThat(lines.list).isEmpty();
  }

  private Lifetime lifetime(Start start) {
    return new Lifetime(
        new Program() {
          @Override
          public void start() throws InterruptedException {
            start.start();
          }

          @Override
          public void close() {
            closed.countDown();
          }
        });
  }

  @FunctionalInterface
  private interface Start {
    void start() throws InterruptedException;
  }
}
