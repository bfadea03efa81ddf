package io.k8c.kubelb.xds.server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one stream has of one type: asked for, holding, still to be told, refused. */
final class Held {
  private boolean subscribed;
  private boolean wildcard;
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> versions = new HashMap<>();
  private final Map<String, String> parked = new HashMap<>();
  private final Set<String> dirty = new LinkedHashSet<>();
  private final Set<String> owed = new HashSet<>();

  boolean isSubscribed() {
    return subscribed;
  }

  void subscribe(boolean toAll) {
    subscribed = true;
    wildcard |= toAll;
  }

  /** A name that was asked for is answered even if its version is known. */
  void add(String name, boolean isKnown) {
    names.add(name);
    dirty.add(name);
    if (!isKnown) {
      owed.add(name);
    }
  }

  void remove(String name) {
    names.remove(name);
    versions.remove(name);
    dirty.remove(name);
    owed.remove(name);
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
    versions.remove(name);
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

  @Nullable String version(String name) {
    return versions.get(name);
  }

  Map<String, String> versions() {
    return versions;
  }

  void holds(String name, String version) {
    versions.put(name, version);
    parked.remove(name);
  }

  void gone(String name) {
    versions.remove(name);
    parked.remove(name);
  }

  void park(String name, String version) {
    parked.put(name, version);
  }

  boolean isParked(String name, String version) {
    return version.equals(parked.get(name));
  }
}
