package io.k8c.kubelb.manager.route.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.StatusTree;
import io.k8c.kubelb.manager.route.Summary;
import io.k8c.kubelb.manager.route.spec.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A route that is attached to Gateways of others: the object that stands for it, its status. */
final class RouteDelegate {
  private final Draft draft;
  private final HubKind kind;
  private final List<Parent> parents;
  private final Naming naming;
  private final References references;
  private final HubObjects hub;

  RouteDelegate(
      Draft draft,
      HubKind kind,
      List<Parent> parents,
      Naming naming,
      References references,
      HubObjects hub) {
    this.draft = draft;
    this.kind = kind;
    this.parents = List.copyOf(parents);
    this.naming = naming;
    this.references = references;
    this.hub = hub;
  }

  /**
   * What becomes of it.
   *
   * @param own what is said of its parents that we serve
   */
  Outcome beside(Outcome own) {
    List<HasMetadata> objects = objects();
    ObjectNode status = StatusTree.object();
    ArrayNode entries = status.putArray("parents");
    own.status().path("parents").forEach(entries::add);
    List<Verdict> verdicts = new ArrayList<>(own.verdicts());
    verdicts.removeIf(
        verdict ->
            verdict.type().equals(ConditionType.READY)
                || verdict.reason().equals(Reason.PENDING.word()));
    List<JsonNode> unanswered = new ArrayList<>();
    for (Parent parent : parents) {
      JsonNode conditions = conditions(parent);
      if (conditions.isEmpty()) {
        unanswered.add(parent.written());
        verdicts.add(
            Verdict.unknown(
                ConditionType.PROGRAMMED,
                Reason.PENDING.word(),
                "the controller of " + name(parent) + " has not answered yet"));
      } else {
        ObjectNode entry = entries.addObject();
        entry.set("parentRef", parent.written().deepCopy());
        entry.put("controllerName", Wire.TENANT_CONTROLLER);
        entry.set("conditions", conditions);
        verdicts.addAll(StatusBack.verdicts(entry));
      }
    }
    return new Outcome(
        status,
        Summary.of(verdicts),
        own.notes(),
        Optional.empty(),
        Optional.empty(),
        own.hostname().or(this::hostname),
        objects,
        unanswered);
  }

  private static String name(Parent parent) {
    Tree written = Tree.of(parent.written());
    return written.text("kind", HubKind.GATEWAY.kind()) + " " + written.text("name", "");
  }

  private Optional<String> hostname() {
    return Stream.concat(
            parents.stream().flatMap(parent -> parent.hostnames().stream()),
            naming.written().stream())
        .findFirst();
  }

  /**
   * One object for all parents, or where not all have the same hostnames, one for each of these.
   */
  private List<HasMetadata> objects() {
    Map<List<String>, List<ObjectNode>> attached = new LinkedHashMap<>();
    for (Parent parent : parents) {
      if (!parent.references().isEmpty()) {
        attached
            .computeIfAbsent(parent.hostnames(), _ -> new ArrayList<>())
            .addAll(parent.references());
      }
    }
    Optional<String> version = hub.version(kind);
    if (attached.isEmpty() || version.isEmpty()) {
      return List.of();
    }
    // Nothing else of a specification is taken over: it might attach the route elsewhere.
    ObjectNode kept = StatusTree.object();
    draft
        .source()
        .resource()
        .at("spec")
        .find("rules")
        .ifPresent(rules -> kept.set("rules", rules.node().deepCopy()));
    references.rewrite(kept.path("rules"));
    List<HasMetadata> objects = new ArrayList<>(references.objects());
    attached.forEach(
        (hostnames, list) ->
            objects.add(
                draft.object(kind, version.get(), name(hostnames), spec(list, hostnames, kept))));
    return objects;
  }

  private static ObjectNode spec(
      List<ObjectNode> attached, List<String> hostnames, ObjectNode kept) {
    ObjectNode spec = StatusTree.object();
    ArrayNode list = spec.putArray("parentRefs");
    attached.forEach(reference -> list.add(reference.deepCopy()));
    if (!hostnames.isEmpty()) {
      ArrayNode names = spec.putArray("hostnames");
      hostnames.forEach(names::add);
    }
    spec.setAll(kept.deepCopy());
    return spec;
  }

  /** The object for the first parent bears the name that it would have for all. */
  private String name(List<String> hostnames) {
    boolean first =
        parents.stream()
            .filter(parent -> !parent.references().isEmpty())
            .findFirst()
            .filter(parent -> parent.hostnames().equals(hostnames))
            .isPresent();
    return first ? DelegateName.of(draft.source()) : DelegateName.of(draft.source(), hostnames);
  }

  private ArrayNode conditions(Parent parent) {
    if (hub.version(kind).isEmpty()) {
      return StatusTree.conditions(
          List.of(StatusTree.no(ConditionType.ACCEPTED, Delegation.notServed(kind))),
          draft.source().generation());
    }
    if (parent.refused().isPresent()) {
      List<Verdict> verdicts =
          new ArrayList<>(List.of(StatusTree.no(ConditionType.ACCEPTED, parent.refused().get())));
      unresolved().ifPresent(verdicts::add);
      return StatusTree.conditions(verdicts, draft.source().generation());
    }
    ArrayNode conditions =
        draft.said(hub, kind, name(parent.hostnames())).stream()
            .flatMap(
                back ->
                    parent.references().stream()
                        .flatMap(
                            reference ->
                                back.about(reference, draft.policy().namespace()).stream()))
            .map(entry -> entry.path("conditions"))
            .max(java.util.Comparator.comparing(RouteDelegate::isAccepted))
            .map(found -> (ArrayNode) found.deepCopy())
            .orElseGet(() -> StatusTree.conditions(List.of(), 0));
    if (!conditions.isEmpty()) {
      unresolved().ifPresent(verdict -> correct(conditions, verdict));
    }
    return conditions;
  }

  private static boolean isAccepted(JsonNode conditions) {
    return conditions
        .valueStream()
        .anyMatch(
            condition ->
                condition.path("type").asText("").equals(ConditionType.ACCEPTED)
                    && condition.path("status").asText("").equals("True"));
  }

  private Optional<Verdict> unresolved() {
    return references.findings().stream()
        .findFirst()
        .map(finding -> StatusTree.no(ConditionType.RESOLVED_REFS, finding));
  }

  /** What a reference of the tenant leads to is known here better than in the hub. */
  private void correct(ArrayNode conditions, Verdict verdict) {
    for (int i = conditions.size() - 1; i >= 0; i--) {
      if (conditions.get(i).path("type").asText("").equals(verdict.type())) {
        conditions.remove(i);
      }
    }
    conditions.addAll(StatusTree.conditions(List.of(verdict), draft.source().generation()));
  }
}
