package io.k8c.kubelb.kit.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnWritesTest {
  private static final Duration LONGER_THAN_ANY_WATCH_LAGS = Duration.ofSeconds(11);

  private final Map<String, ConfigMap> watched = new HashMap<>();
  private long nanos;
  private final OwnWrites<ConfigMap> writes = new OwnWrites<>(watched::get, () -> nanos);

  @Test
  void whatWasWrittenCountsUntilTheWatchBringsIt() {
    // given
    watched.put("one", version(6));
    writes.add("one", version(7));
    assertThat(writes.newest("one")).contains(version(7));

    // when
    brings("one", version(7));

    // then
    assertThat(writes.newest("one")).containsSame(watched.get("one"));
    assertThat(writes.size()).isZero();
  }

  @Test
  void aWatchThatIsBehindChangesNothing() {
    // given
    writes.add("one", version(7));

    // when
    brings("one", version(6));

    // then
    assertThat(writes.newest("one")).contains(version(7));
  }

  @Test
  void whatTheWatchBroughtBeforeTheAnswerIsNotKept() {
    // given
    brings("one", version(7));

    // when
    writes.add("one", version(7));

    // then
    assertThat(writes.newest("one")).containsSame(watched.get("one"));
    assertThat(writes.size()).isZero();
  }

  @Test
  void whatIsDeletedIsNotKept() {
    // given
    watched.put("one", version(6));
    writes.add("one", version(7));

    // when
    bringsTheDeletion("one", version(8));

    // then
    assertThat(writes.newest("one")).isEmpty();
    assertThat(writes.size()).isZero();
  }

  @Test
  void theDeletionOfAFormerObjectConcernsNoNewOne() {
    // given
    writes.add("one", version(9));

    // when
    bringsTheDeletion("one", version(8));

    // then
    assertThat(writes.newest("one")).contains(version(9));
  }

  @Test
  void whatWasDeletedBeforeTheAnswerIsNotKept() {
    // given
    brings("one", version(7));
    bringsTheDeletion("one", version(8));

    // when
    writes.add("one", version(7));

    // then
    assertThat(writes.newest("one")).isEmpty();
    assertThat(writes.size()).isZero();
  }

  @Test
  void whatIsMadeAnewIsKept() {
    // given
    bringsTheDeletion("one", version(8));

    // when
    writes.add("one", version(9));

    // then
    assertThat(writes.newest("one")).contains(version(9));
  }

  @Test
  void whatWasDeletedUnseenIsNotKeptForLong() {
    // given
    writes.add("one", version(7));

    // when
    nanos += LONGER_THAN_ANY_WATCH_LAGS.toNanos();

    // then
    assertThat(writes.newest("one")).isEmpty();
    writes.add("two", version(9));
    assertThat(writes.size()).as("only what was just written").isOne();
  }

  @Test
  void findingNothingToWriteMakesNoWriteYounger() {
    // given
    writes.add("one", version(7));
    nanos += LONGER_THAN_ANY_WATCH_LAGS.toNanos() / 2;

    // when
    writes.add("one", version(7));
    nanos += LONGER_THAN_ANY_WATCH_LAGS.toNanos() / 2;

    // then
    assertThat(writes.newest("one")).isEmpty();
  }

  @Test
  void theLatestWriteCounts() {
    // given
    writes.add("one", version(7));

    // when
    writes.add("one", version(8));

    // then
    assertThat(writes.newest("one")).contains(version(8));
  }

  private void bringsTheDeletion(String key, ConfigMap last) {
    watched.remove(key);
    writes.gone(key, last);
  }

  private void brings(String key, ConfigMap object) {
    watched.put(key, object);
    writes.seen(key, object);
  }

  private static ConfigMap version(int version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("one")
        .withResourceVersion(Integer.toString(version))
        .endMetadata()
        .build();
  }
}
