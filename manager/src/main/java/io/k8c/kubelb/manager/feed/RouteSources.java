package io.k8c.kubelb.manager.feed;

import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.manager.route.ParsedSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sources of one tenant, each version of a Route read once; used by one thread at a time. */
final class RouteSources {
  private Map<String, Read> known = new HashMap<>();

  /** What these Routes hold, in the order of their names. */
  List<ParsedSource> of(List<Route> routes) {
    Map<String, Read> next = new HashMap<>();
    List<ParsedSource> sources = new ArrayList<>();
    for (Route route : routes) {
      if (!route.isMarkedForDeletion()) {
        Read read = read(route).announcedBy(route);
        next.put(route.getMetadata().getName(), read);
        sources.add(read.source());
      }
    }
    known = next;
    sources.sort(java.util.Comparator.comparing(ParsedSource::name));
    return sources;
  }

  /** Status writes make new versions of what means the same. */
  private Read read(Route route) {
    Read before = known.get(route.getMetadata().getName());
    // The newer of two equal ones is kept: the next look then compares an object with itself.
    return new Read(
        route.getSpec(),
        before != null && before.spec().equals(route.getSpec())
            ? before.source()
            : ParsedSource.of(route));
  }

  private record Read(Route.Spec spec, ParsedSource source) {
    Read announcedBy(Route route) {
      return new Read(spec, source.announcedBy(route));
    }
  }
}
