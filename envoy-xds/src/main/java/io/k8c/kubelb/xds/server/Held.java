package io.k8c.kubelb.xds.server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one stream has of one type: asked for, holding, still to be told, refused. */
final class Held {
  /** The version of which only is known that the client may hold it; equal to no other. */
  private static final String UNSURE = "";

  private boolean subscribed;
  private boolean wildcard;
  private boolean unanswered;
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> versions = new HashMap<>();
  private final Map<String, Set<String>> doubts = new HashMap<>();
  private final Map<String, Rejection> parked = new HashMap<>();
  private final Set<String> dirty = new LinkedHashSet<>();
  private final Set<String> owed = new HashSet<>();

  boolean isSubscribed() {
    return subscribed;
  }

  /**
   * A client that asks for everything and holds nothing waits for an answer, be it empty. Where it
   * is told something anyhow, what it holds does not count: that belongs to a former cluster.
   */
  void subscribe(boolean toAll, Map<String, String> known) {
    subscribed = true;
    wildcard |= toAll;
    unanswered = toAll && known.isEmpty();
    known.forEach(this::takes);
  }

  boolean isUnanswered() {
    return unanswered;
  }

  void answered() {
    unanswered = false;
  }

  /** A name that was asked for is answered, unless the client has just said that it holds it. */
  void add(String name, boolean isHeld) {
    names.add(name);
    dirty.add(name);
    if (!isHeld) {
      owed.add(name);
    }
  }

  void remove(String name) {
    names.remove(name);
    gone(name);
    settle(name);
  }

  boolean wants(String name) {
    return subscribed && (wildcard || names.contains(name));
  }

  boolean owes(String name) {
    return owed.contains(name);
  }

  void touch(String name) {
    dirty.add(name);
  }

  /** The client must be told again, for instance because its cluster was replaced. */
  void forget(String name) {
    String before = versions.remove(name);
    if (before != null) {
      doubt(name, before);
    } else {
      tell(name);
    }
  }

  /** The client is told even if it holds or refused just that. */
  private void tell(String name) {
    owed.add(name);
    dirty.add(name);
  }

  Set<String> dirty() {
    return dirty;
  }

  /** The name is on its way or there is nothing to tell. */
  void settle(String name) {
    dirty.remove(name);
    owed.remove(name);
  }

  /** The version that the client holds; none where it holds nothing of that name. */
  @Nullable String version(String name) {
    return doubts.containsKey(name) ? UNSURE : versions.get(name);
  }

  /** Whether the client holds some version of it for certain. */
  boolean has(String name) {
    return versions.containsKey(name);
  }

  /** Whether the client may hold another version of it than this one. */
  boolean mayHaveOther(String name, String version) {
    return versions.containsKey(name) || doubts.getOrDefault(name, Set.of()).stream().anyMatch(other -> !other.equals(version));
  }

  /** The client took this; where it must be told again it is not yet what counts. */
  boolean takes(String name, String version) {
    if (owes(name)) {
      doubt(name, version);
      return false;
    }
    versions.put(name, version);
    parked.remove(name);
    doubts.remove(name);
    return true;
  }

  void gone(String name) {
    versions.remove(name);
    parked.remove(name);
    doubts.remove(name);
  }

  /** The client refused a response of several, of which it may have kept this one. */
  void doubt(String name, String version) {
    doubts.computeIfAbsent(name, _ -> new HashSet<>()).add(version);
    tell(name);
  }

  boolean isDoubted(String name) {
    return doubts.containsKey(name);
  }

  /** The client refused this version for itself. */
  void park(String name, Rejection rejection) {
    parked.put(name, rejection);
    dirty.add(name);
    Set<String> versions = doubts.get(name);
    if (versions != null && versions.remove(rejection.version()) && versions.isEmpty()) {
      doubts.remove(name);
    }
  }

  boolean isParked(String name, String version) {
    return rejection(name, version) != null;
  }

  @Nullable Rejection rejection(String name, String version) {
    Rejection last = parked.get(name);
    return last != null && last.version().equals(version) ? last : null;
  }

  /** What was refused is tried again: the reason may be gone. */
  void retry() {
    parked.keySet().forEach(this::tell);
  }
}
