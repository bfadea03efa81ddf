package io.k8c.kubelb.manager.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.manager.route.delegate.Delegation;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is edited in between, a pass that remembers others leads to what it does alone. */
class RouteMemoryTest {
  private static final long SEEDS = 3;
  private static final int EDITS = 25;

  @Test
  void aPassThatRemembersOthersEqualsOneThatDoesNot() {
    Set<Layer7> seen = new HashSet<>();
    Set<SharedGateways> seenOfHub = new HashSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      RouteMemory served = new RouteMemory();
      RouteMemory delegated = new RouteMemory();
      RouteMemory together = new RouteMemory();
      RandomEdits edits = new RandomEdits(seed);
      for (int i = 0; i < EDITS; i++) {
        String edit = edits.next();
        TenantCluster cluster = edits.cluster();
        Layer7 alone = Layer7.of(cluster.view());
        assertThat(Layer7.of(cluster.view(), served))
            .as("seed %s, edit %s: %s", seed, i, edit)
            .isEqualTo(alone);
        assertThat(Delegation.of(cluster.view(), cluster.hub(), cluster.sharing(), delegated))
            .as("seed %s, edit %s: %s, with delegation", seed, i, edit)
            .isEqualTo(Delegation.of(cluster.view(), cluster.hub(), cluster.sharing()));
        SharedView shared = edits.shared();
        assertThat(SharedGateways.of(shared, together))
            .as("seed %s, edit %s: %s, of the hub", seed, i, edit)
            .isEqualTo(SharedGateways.of(shared));
        seenOfHub.add(SharedGateways.of(shared));
        seen.add(alone);
      }
    }
    assertThat(seenOfHub).as("edits that the hub's Gateways see").hasSizeGreaterThan(EDITS);
    assertThat(seen).as("edits that lead to something new").hasSizeGreaterThan(EDITS * 2);
  }
}
