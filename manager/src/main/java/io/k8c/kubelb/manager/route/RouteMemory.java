package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one pass made of routes, for the next: a route whose inputs are the same is not looked at
 * again, so that a change of one costs little beside a thousand others. Used by one pass at a time.
 */
public final class RouteMemory {
  private Map<String, Known> last = new HashMap<>();
  private Map<String, Known> next = new HashMap<>();
  private Optional<Backends.Inputs> lastBackends = Optional.empty();
  private Optional<Backends.Inputs> backends = Optional.empty();
  private boolean sameBackends;

  private record Known(
      ParsedSource source,
      Map<Optional<String>, ResolvedRoute> resolved,
      List<Attachment.Said> said,
      List<Finding> findings,
      Outcome outcome) {}

  /** A pass begins. */
  void begin(Backends.Inputs inputs) {
    sameBackends = lastBackends.filter(inputs::equals).isPresent();
    backends = Optional.of(inputs);
    next = new HashMap<>();
  }

  /** A pass has ended; what it did not look at is forgotten. One that fails does not end. */
  void end() {
    lastBackends = backends;
    last = next;
    next = new HashMap<>();
  }

  /** What a route leads to, by the certificate that backends are shown. */
  ResolvedRoute resolved(
      ParsedSource source, Optional<String> certificate, Supplier<ResolvedRoute> make) {
    Known before = last.get(source.name());
    ResolvedRoute known =
        before != null && sameBackends && before.source().equals(source)
            ? before.resolved().get(certificate)
            : null;
    return known == null ? make.get() : known;
  }

  /** What is said of a route. */
  Outcome outcome(
      ParsedSource source,
      Map<Optional<String>, ResolvedRoute> resolved,
      List<Attachment> attachments,
      List<Finding> findings) {
    List<Attachment.Said> said = attachments.stream().map(Attachment::said).toList();
    Known before = last.get(source.name());
    Outcome outcome =
        before != null
                && before.source().equals(source)
                && before.said().equals(said)
                && before.findings().equals(findings)
            ? before.outcome()
            : RouteOutcome.of(source, attachments, findings);
    next.put(source.name(), new Known(source, resolved, said, findings, outcome));
    return outcome;
  }
}
