package io.k8c.kubelb.e2e.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TogetherTest {

  @Test
  void tasksRunAtOnceAndResultsKeepTheirOrder() {
    var second = new CountDownLatch(1);
    Callable<String> waits =
        () -> {
          second.await();
          return "first";
        };
    Callable<String> releases =
        () -> {
          second.countDown();
          return "second";
        };

    assertThat(Together.call(List.of(waits, releases))).isEqualTo(List.of("first", "second"));
  }

  @Test
  void aFailureIsThrownAsItWas() {
    Runnable fails =
        () -> {
          throw new LabException("no");
        };

    assertThatThrownBy(() -> Together.run(List.of(() -> {}, fails)))
        .isInstanceOf(LabException.class)
        .hasMessage("no");
  }
}
