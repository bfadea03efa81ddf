package io.k8c.kubelb.e2e.lab.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.host.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
  @TempDir private Path directory;

  @Test
  void makesAnEntryOnceHoweverManyAsk() {
    var cache = new Cache(directory);
    var made = new AtomicInteger();
    Callable<Path> ask =
        () -> cache.get("entry", place -> Files.writeString(place, "" + made.incrementAndGet()));

    Together.call(Collections.nCopies(8, ask));

    assertThat(made).hasValue(1);
    assertThat(directory.resolve("entry")).hasContent("1");
  }

  @Test
  void whatFailsHalfwayIsNotAnEntry() {
    var cache = new Cache(directory);

    assertThatThrownBy(() -> cache.get("entry", CacheTest::failHalfway))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("cannot make");

    assertThat(directory.resolve("entry")).doesNotExist();
    cache.get("entry", place -> Files.writeString(place, "second"));
    assertThat(directory.resolve("entry")).hasContent("second");
  }

  @Test
  void dropsWhatWasNotUsedForWeeksWhenItMakesSomethingNew() throws IOException {
    var cache = new Cache(directory);
    cache.get("old", place -> Files.writeString(place, "x"));
    cache.get("used", place -> Files.writeString(place, "x"));
    Files.setLastModifiedTime(
        directory.resolve(".old.lock"), FileTime.from(Instant.now().minus(Duration.ofDays(30))));

    cache.get("new", place -> Files.writeString(place, "x"));

    assertThat(directory.resolve("old")).doesNotExist();
    assertThat(directory.resolve("used")).exists();
  }

  private static void failHalfway(Path place) throws IOException {
    Files.writeString(place, "half");
    throw new IOException("no more space");
  }
}
