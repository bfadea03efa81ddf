package io.k8c.kubelb.ccm.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people are told when the status of a source changes. */
public final class StatusNotes {
  /** Conditions of the standard that are bad news when they are False. */
  private static final Set<String> GOOD = Set.of("Accepted", "ResolvedRefs", "Programmed");

  /** What passes on its own and is no news. */
  private static final Set<String> PASSING = Set.of("Pending", "AddressNotAssigned");

  private StatusNotes() {}

  /** The addresses that a status names, for people. */
  public static String addresses(JsonNode status) {
    return Stream.concat(
            texts(status.path("addresses"), "value", ""),
            texts(status.path("loadBalancer").path("ingress"), "ip", "hostname"))
        .collect(Collectors.joining(", "));
  }

  private static Stream<String> texts(JsonNode entries, String field, String otherwise) {
    return entries
        .valueStream()
        .map(entry -> entry.path(field).asText(entry.path(otherwise).asText("")));
  }

  /** What the hub warns of; empty while it has not looked at what it was given last. */
  public static Optional<List<Note>> warnings(Route hub) {
    return Optional.ofNullable(hub.getStatus())
        .filter(
            status ->
                Objects.equals(status.observedGeneration(), hub.getMetadata().getGeneration()))
        .map(
            status ->
                status.notes().stream()
                    .map(note -> Note.warning(note.reason(), note.message()))
                    .toList());
  }

  /** What is news in a status, given the one before. */
  public static List<Note> of(JsonNode before, JsonNode after) {
    List<Note> notes = new ArrayList<>();
    String had = addresses(before);
    String has = addresses(after);
    if (!has.isEmpty() && !has.equals(had)) {
      notes.add(
          had.isEmpty()
              ? Note.normal(Reason.ADDRESS_ASSIGNED.word(), "the hub assigned " + has)
              : Note.warning(
                  Reason.ADDRESS_CHANGED.word(), "the address changed from " + had + " to " + has));
    }
    Set<Note> known = refusals(before).collect(Collectors.toSet());
    refusals(after).distinct().filter(note -> !known.contains(note)).forEach(notes::add);
    return notes;
  }

  private static Stream<Note> refusals(JsonNode status) {
    return Stream.of(
            refusals("", status),
            status
                .path("listeners")
                .valueStream()
                .flatMap(
                    listener ->
                        refusals("listener " + listener.path("name").asText("") + ": ", listener)),
            Stream.concat(
                    status.path("parents").valueStream(), status.path("ancestors").valueStream())
                .filter(
                    parent ->
                        Wire.TENANT_CONTROLLER.equals(parent.path("controllerName").asText("")))
                .flatMap(parent -> refusals("", parent)))
        .flatMap(each -> each);
  }

  private static Stream<Note> refusals(String where, JsonNode holder) {
    return holder
        .path("conditions")
        .valueStream()
        .filter(condition -> GOOD.contains(condition.path("type").asText("")))
        .filter(condition -> "False".equals(condition.path("status").asText("")))
        .filter(condition -> !PASSING.contains(condition.path("reason").asText("")))
        .map(
            condition ->
                Note.warning(
                    condition.path("reason").asText(""),
                    where + condition.path("message").asText("")));
  }
}
