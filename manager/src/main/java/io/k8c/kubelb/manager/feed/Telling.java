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

  private final Set<String> first = new LinkedHashSet<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private int fresh;

  /**
   * A pass says something else of them.
   *
   * @param whole all told after it, since much depends on them
   * @param routes of which it may be a part
   */
  void decided(Collection<String> whole, Collection<String> routes) {
    first.addAll(whole);
    waiting.addAll(routes);
    fresh = routes.size();
  }

  /**
   * Of which to tell after the pass.
   *
   * @param busy whether passes follow each other
   */
  List<String> after(boolean busy) {
    List<String> told = new ArrayList<>(first);
    first.clear();
    told.addAll(take(busy ? (fresh + SHARE - 1) / SHARE : waiting.size()));
    fresh = 0;
    return told;
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
