package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.translate.XdsResource.Key;
import java.util.HashSet;
import java.util.Set;

/**
 * What a client brought along from before it connected and nobody knows the meaning of: while it
 * may hold such a listener or table, any of its clusters may be in use.
 */
final class Earlier {
  private final Set<String> clusters = new HashSet<>();
  private final Set<Key> unknown = new HashSet<>();
  private final Set<Key> expected = new HashSet<>();
  private boolean listenersTold;
  private boolean tablesTold;

  /** The client held these clusters when it connected. */
  void clusters(Set<String> names) {
    clusters.addAll(names);
  }

  /** The client holds a version of this listener or table that we do not know. */
  void unknown(Key user) {
    unknown.add(user);
  }

  void known(Key user) {
    unknown.remove(user);
  }

  /** The client holds a listener with this table, which version of it comes later. */
  void expect(Key table) {
    if (!tablesTold) {
      expected.add(table);
    }
  }

  void listenersTold() {
    listenersTold = true;
  }

  void tablesTold() {
    tablesTold = true;
    expected.clear();
  }

  /**
   * Whether the client may have listeners or tables from before it connected that lead to this
   * cluster. It asks for listeners after clusters, and at its start not before it got an answer for
   * every cluster.
   */
  boolean mayNeed(String cluster, boolean isHeld) {
    return clusters.contains(cluster)
        && (listenersTold ? !(unknown.isEmpty() && expected.isEmpty()) : isHeld);
  }
}
