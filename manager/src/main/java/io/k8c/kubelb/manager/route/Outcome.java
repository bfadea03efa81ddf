package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.route.spec.Spec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of a source.
 *
 * @param status of the source's own kind, conditions without the time since when they hold
 * @param verdicts what becomes the conditions of the Route, for people in the hub
 * @param notes what is worth an Event
 * @param service the hub Service that it needs
 * @param address that clients use, once it is announced
 * @param hostname the first one that is served, for people
 * @param delegates objects of the tenant namespace by which other controllers serve it, without
 *     their owner
 * @param unanswered parents of which their controllers have said nothing yet, as the tenant wrote
 *     them
 */
public record Outcome(
    JsonNode status,
    List<Verdict> verdicts,
    List<Note> notes,
    Optional<WantedService> service,
    Optional<String> address,
    Optional<String> hostname,
    List<HasMetadata> delegates,
    List<JsonNode> unanswered) {
  public Outcome {
    verdicts = List.copyOf(verdicts);
    notes = List.copyOf(notes);
    delegates = List.copyOf(delegates);
    unanswered = List.copyOf(unanswered);
  }

  /** Where everybody has answered. */
  public Outcome(
      JsonNode status,
      List<Verdict> verdicts,
      List<Note> notes,
      Optional<WantedService> service,
      Optional<String> address,
      Optional<String> hostname,
      List<HasMetadata> delegates) {
    this(status, verdicts, notes, service, address, hostname, delegates, List.of());
  }

  /** Where nobody else serves it. */
  public Outcome(
      JsonNode status,
      List<Verdict> verdicts,
      List<Note> notes,
      Optional<WantedService> service,
      Optional<String> address,
      Optional<String> hostname) {
    this(status, verdicts, notes, service, address, hostname, List.of());
  }

  /** The same where some have not answered. */
  public Outcome waitingFor(List<JsonNode> parents) {
    return new Outcome(status, verdicts, notes, service, address, hostname, delegates, parents);
  }

  /** The same with more notes. */
  public Outcome with(List<Note> more) {
    return more.isEmpty()
        ? this
        : new Outcome(
            status,
            verdicts,
            Stream.concat(notes.stream(), more.stream()).distinct().toList(),
            service,
            address,
            hostname,
            delegates,
            unanswered);
  }

  /** Where nothing can be said in the words of the source's own kind. */
  static Outcome ofNothing(ParsedSource source) {
    List<Verdict> verdicts =
        source.spec() instanceof Spec.Unknown
            ? List.of(
                Verdict.no(
                    ConditionType.ACCEPTED,
                    Reason.INVALID_VALUE.word(),
                    "objects of kind "
                        + source.self().kind()
                        + " are not served; use one of Gateway API or networking.k8s.io/v1"))
            : List.of();
    return new Outcome(
        StatusTree.object(),
        Summary.of(verdicts),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
