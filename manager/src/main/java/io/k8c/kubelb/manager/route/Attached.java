package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Hostname;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The routes of each listener of a Gateway. */
final class Attached {
  private final HostMemory hosts;
  private final Map<String, List<Entry>> bySection = new HashMap<>();

  Attached(HostMemory hosts) {
    this.hosts = hosts;
  }

  /** What tables were made of such routes before. */
  HostMemory hosts() {
    return hosts;
  }

  /** A route on a listener, and for which hostnames. */
  record Entry(ParsedSource source, ResolvedRoute route, List<Hostname> hostnames) {}

  void add(Attachment attachment, ResolvedRoute route) {
    for (Attachment.Bound bound : attachment.bounds()) {
      bySection
          .computeIfAbsent(bound.section().key(), key -> new ArrayList<>())
          .add(new Entry(attachment.route(), route, bound.hostnames()));
    }
  }

  /** Number of routes of a listener. */
  int count(Section section) {
    Set<String> names = new HashSet<>();
    bySection
        .getOrDefault(section.key(), List.of())
        .forEach(entry -> names.add(entry.source().name()));
    return names.size();
  }

  /** Routes of a listener, the oldest first. */
  List<Entry> of(Section section) {
    List<Entry> entries = bySection.getOrDefault(section.key(), List.of());
    return entries.size() < 2
        ? entries
        : entries.stream()
            .sorted(Comparator.comparing(Entry::source, ParsedSource.OLDEST_FIRST))
            .toList();
  }
}
