package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a source.
 *
 * @param status of the source's own kind, conditions without the time since when they hold
 * @param verdicts what becomes the conditions of the Route, for people in the hub
 * @param notes what is worth an Event
 * @param service the hub Service that it needs
 * @param address that clients use, once it is announced
 * @param hostname the first one that is served, for people
 */
public record Outcome(
    JsonNode status,
    List<Verdict> verdicts,
    List<Note> notes,
    Optional<WantedService> service,
    Optional<String> address,
    Optional<String> hostname) {
  /** Where nothing is known that could be said. */
  static final Outcome NOTHING =
      new Outcome(
          StatusTree.object(),
          Summary.of(List.of()),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Outcome {
    verdicts = List.copyOf(verdicts);
    notes = List.copyOf(notes);
  }
}
