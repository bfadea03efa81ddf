package io.k8c.kubelb.manager.feed;

import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.manager.route.ParsedSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sources of one tenant, each version of a Route read once; used by one thread at a time. */
final class RouteSources {
  private Map<String, Read> known = new HashMap<>();
  private List<ParsedSource> last = List.of();

  /** What these Routes hold, the oldest first. */
  List<ParsedSource> of(List<Route> routes) {
    Map<String, Read> next = new HashMap<>();
    for (Route route : routes) {
      if (!route.isMarkedForDeletion()) {
        next.put(route.getMetadata().getName(), read(route));
      }
    }
    last = sorted(next);
    known = next;
    return last;
  }

  /** What is nearly in order is sorted by one look at each. */
  private List<ParsedSource> sorted(Map<String, Read> next) {
    List<ParsedSource> sources = new ArrayList<>(next.size());
    for (ParsedSource before : last) {
      Read read = next.get(before.name());
      if (read != null) {
        sources.add(read.source());
      }
    }
    next.forEach(
        (name, read) -> {
          if (!known.containsKey(name)) {
            sources.add(read.source());
          }
        });
    sources.sort(ParsedSource.OLDEST_FIRST);
    return sources;
  }

  @SuppressWarnings("ReferenceEquality") // what the cache still holds has no new version
  private Read read(Route route) {
    Read before = known.get(route.getMetadata().getName());
    return before != null && before.route() == route
        ? before
        : new Read(route, source(route, before).announcedBy(route));
  }

  /** Status writes make new versions of what means the same. */
  private static ParsedSource source(Route route, @Nullable Read before) {
    return before != null && before.route().getSpec().equals(route.getSpec())
        ? before.source()
        : ParsedSource.of(route);
  }

  private record Read(Route route, ParsedSource source) {}
}
