package io.k8c.kubelb.manager.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.api.Protocol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortTableTest {
  private static final PortKey WEB = new PortKey(80, Protocol.TCP);
  private static final PortKey DNS = new PortKey(53, Protocol.UDP);

  @Test
  void tablesMadeIndependentlyOfEachOtherAgree() {
    // when
    var one = PortTable.assign("uid", List.of(WEB, DNS), Map.of(), port -> false);
    var other = PortTable.assign("uid", List.of(DNS, WEB), Map.of(), port -> false);

    // then
    assertThat(one).isEqualTo(other);
  }

  @Test
  void aPortIsKeptWhateverElseComesAndGoes() {
    // given
    Map<PortKey, Integer> previous = Map.of(WEB, 12_345, DNS, 12_346);

    // when
    var table =
        PortTable.assign(
            "uid", List.of(new PortKey(81, Protocol.TCP), WEB), previous, port -> false);

    // then
    assertThat(table.orElseThrow()).containsEntry(WEB, 12_345).doesNotContainKey(DNS);
  }

  @Test
  void aPortThatAnotherOwnerHasIsGivenUp() {
    // when
    var table = PortTable.assign("uid", List.of(WEB), Map.of(WEB, 12_345), port -> port == 12_345);

    // then
    assertThat(table.orElseThrow().get(WEB)).isNotEqualTo(12_345);
  }

  @Test
  void aPortOutsideTheRangeIsNotKept() {
    // when
    var table = PortTable.assign("uid", List.of(WEB), Map.of(WEB, 9_901), port -> false);

    // then
    assertThat(table.orElseThrow().get(WEB)).isBetween(PortTable.FIRST, PortTable.LAST);
  }

  @Test
  void theLastFreePortIsFound() {
    // when
    var table = PortTable.assign("uid", List.of(WEB), Map.of(), port -> port != PortTable.LAST);

    // then
    assertThat(table.orElseThrow()).containsEntry(WEB, PortTable.LAST);
  }

  @Test
  void aFullRangeIsAnAnswerAndNoEndlessSearch() {
    // when
    var table = PortTable.assign("uid", List.of(WEB), Map.of(), port -> true);

    // then
    assertThat(table).isEmpty();
  }

  @Test
  void twoKeysWithOneFreePortDoNotShareIt() {
    // when
    var table =
        PortTable.assign("uid", List.of(WEB, DNS), Map.of(), port -> port != PortTable.FIRST);

    // then
    assertThat(table).isEmpty();
  }

  @Test
  void anyHistoryOfOwnersLeavesEveryPortWithOneOwnerAndInTheRange() {
    Random random = new Random(7);
    Map<String, Map<PortKey, Integer>> tables = new HashMap<>();
    for (int step = 0; step < 2_000; step++) {
      // given
      String owner = "owner-" + random.nextInt(40);
      Set<PortKey> keys = new HashSet<>();
      for (int i = random.nextInt(20); i >= 0; i--) {
        keys.add(
            new PortKey(
                1 + random.nextInt(30), random.nextBoolean() ? Protocol.TCP : Protocol.UDP));
      }
      Map<PortKey, Integer> previous = new HashMap<>(tables.getOrDefault(owner, Map.of()));
      Set<Integer> others = new HashSet<>();
      tables.forEach(
          (name, table) -> others.addAll(name.equals(owner) ? Set.of() : table.values()));

      // when
      var table = PortTable.assign(owner, List.copyOf(keys), previous, others::contains);

      // then
      assertThat(table.orElseThrow().keySet()).isEqualTo(keys);
      assertThat(table.get().values()).doesNotHaveDuplicates().noneMatch(others::contains);
      previous.keySet().retainAll(keys);
      assertThat(table.get()).containsAllEntriesOf(previous);
      tables.put(owner, new HashMap<>(table.get()));
    }
  }
}
