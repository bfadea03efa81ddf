package io.k8c.kubelb.manager.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Of which routes something else is to be said. While many change, a part of it is said after each
 * pass and the rest once it is quiet, so that statuses leave the API server to what they are about.
 */
final class Telling {
  private static final int SHARE = 4;

  private final Set<String> waiting = new LinkedHashSet<>();

  /**
   * Routes to tell of after a pass.
   *
   * @param changed of which it says something else
   * @param busy whether passes follow each other
   */
  List<String> after(Collection<String> changed, boolean busy) {
    waiting.addAll(changed);
    return take(busy ? (changed.size() + SHARE - 1) / SHARE : waiting.size());
  }

  /** The routes that still wait, once no pass follows. */
  List<String> rest() {
    return take(waiting.size());
  }

  boolean isOver() {
    return waiting.isEmpty();
  }

  private List<String> take(int count) {
    List<String> taken = new ArrayList<>();
    Iterator<String> routes = waiting.iterator();
    while (taken.size() < count && routes.hasNext()) {
      taken.add(routes.next());
      routes.remove();
    }
    return taken;
  }
}
