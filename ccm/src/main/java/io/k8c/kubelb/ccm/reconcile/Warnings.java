package io.k8c.kubelb.ccm.reconcile;

import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.StatusNotes;
import io.k8c.kubelb.kit.Note;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the hub warns of, each warning once while it holds. */
final class Warnings {
  private final Map<ObjectKey, List<Note>> told = new ConcurrentHashMap<>();

  /** Those that were not there the last time. */
  List<Note> news(ObjectKey key, Route hub) {
    Optional<List<Note>> now = StatusNotes.warnings(hub);
    if (now.isEmpty()) {
      return List.of();
    }
    List<Note> before = now.get().isEmpty() ? told.remove(key) : told.put(key, now.get());
    return before == null
        ? now.get()
        : now.get().stream().filter(note -> !before.contains(note)).toList();
  }

  void forget(ObjectKey key) {
    told.remove(key);
  }
}
