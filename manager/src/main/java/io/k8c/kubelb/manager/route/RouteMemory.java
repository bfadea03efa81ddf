package io.k8c.kubelb.manager.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one pass made of routes, for the next: a route whose inputs are the same is not looked at
 * again, so that a change of one costs little beside a thousand others. Used by one pass at a time.
 */
public final class RouteMemory {
  private Map<String, Known> last = new HashMap<>();
  private Map<String, Known> next = new HashMap<>();
  private Map<String, Settling> lastAttached = new HashMap<>();
  private Map<String, Settling> nextAttached = new HashMap<>();
  private final HostMemory hosts = new HostMemory();
  private @Nullable Inputs lastInputs;
  private @Nullable Inputs inputs;
  private boolean sameGateways;
  private boolean sameBackends;

  /** What all routes depend on. */
  private record Inputs(Assemblies assemblies, Set<Backends.Inputs> backends) {}

  private record Settling(ParsedSource source, List<Attachment> attachments) {}

  private record Known(ParsedSource source, List<Attachment> attachments, Looked looked) {}

  /**
   * What was made of a route.
   *
   * @param resolved what it leads to, by the certificate that backends are shown
   */
  record Looked(Map<Optional<String>, ResolvedRoute> resolved, Outcome outcome) {
    /** What the route leads to from a Gateway that it is attached to. */
    ResolvedRoute of(Assembly assembly) {
      return Objects.requireNonNull(resolved.get(assembly.shownName()));
    }
  }

  /**
   * A pass begins.
   *
   * @param backends what those of each tenant depend on
   * @return the Gateways, the same as in the pass before where they are equal
   */
  Assemblies begin(Assemblies assemblies, Set<Backends.Inputs> backends) {
    Inputs before = lastInputs;
    sameGateways = before != null && before.assemblies().equals(assemblies);
    sameBackends = before != null && before.backends().equals(backends);
    Assemblies kept = before != null && sameGateways ? before.assemblies() : assemblies;
    inputs = new Inputs(kept, backends);
    next = new HashMap<>();
    nextAttached = new HashMap<>();
    hosts.begin();
    return kept;
  }

  /** A pass has ended; what it did not look at is forgotten. One that fails does not end. */
  void end() {
    lastInputs = inputs;
    last = next;
    lastAttached = nextAttached;
    next = new HashMap<>();
    nextAttached = new HashMap<>();
    hosts.end();
  }

  /** Hosts of tables that routes lead to. */
  HostMemory hosts() {
    return hosts;
  }

  /** Where a route is attached, before others that ask for the same are heard. */
  List<Attachment> attached(ParsedSource source, Supplier<List<Attachment>> make) {
    Settling before = lastAttached.get(source.name());
    Settling attached =
        before != null && sameGateways && before.source().equals(source)
            ? before
            : new Settling(source, make.get());
    nextAttached.put(source.name(), attached);
    return attached.attachments();
  }

  /**
   * What is made of a route.
   *
   * @param make asked where there is something new, with what it led to before; that is empty where
   *     it does not count any more
   */
  Looked looked(
      ParsedSource source,
      List<Attachment> attachments,
      Function<Map<Optional<String>, ResolvedRoute>, Looked> make) {
    Known before = last.get(source.name());
    boolean counts = before != null && sameBackends && before.source().equals(source);
    Known known =
        before != null && counts && before.attachments().equals(attachments)
            ? before
            : new Known(
                source,
                attachments,
                make.apply(before != null && counts ? before.looked().resolved() : Map.of()));
    next.put(source.name(), known);
    return known.looked();
  }
}
