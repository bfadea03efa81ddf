package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.translate.XdsResource.Key;
import java.util.HashSet;
import java.util.Set;

/**
 * What a client brought along from before it connected: while it may use a listener or table of
 * which nobody knows where it leads, any of its clusters may be in use.
 */
final class Earlier {
  private final Set<String> clusters = new HashSet<>();
  private final Set<Key> unknown = new HashSet<>();
  private boolean listenersTold;
  private boolean tablesTold;

  /** The client held these clusters when it connected. */
  void clusters(Set<String> names) {
    clusters.addAll(names);
  }

  /** Whether the client comes back and has not yet said which listeners it holds. */
  boolean isTelling() {
    return !clusters.isEmpty() && !listenersTold;
  }

  /** The client has said which listeners it holds. */
  void listenersTold() {
    listenersTold = true;
  }

  /** The client has said which tables it holds. */
  void tablesTold() {
    tablesTold = true;
  }

  /** The client answers; what it holds it has told before, in the order of its kinds. */
  void answered() {
    tablesTold |= listenersTold;
  }

  /** Whether it is known which tables the client holds as soon as it says anything more. */
  boolean awaitsAnyWord() {
    return !clusters.isEmpty() && listenersTold && !tablesTold;
  }

  /** The client may use a version of this listener or table that we do not know. */
  void unknown(Key user) {
    unknown.add(user);
  }

  /** Whether the client may use anything of which nobody knows where it leads. */
  boolean isUnknown() {
    return !unknown.isEmpty();
  }

  void known(Key user) {
    unknown.remove(user);
  }

  /**
   * Whether something from before may lead to this cluster. A client asks for listeners after
   * clusters, and at its start not before it got an answer for every cluster.
   */
  boolean mayNeed(String cluster, boolean isHeld) {
    boolean mayUse = listenersTold ? !(tablesTold && unknown.isEmpty()) : isHeld;
    return mayUse && clusters.contains(cluster);
  }
}
