package io.k8c.kubelb.manager.route.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.route.InfrastructureRules;
import io.k8c.kubelb.manager.route.Outcome;
import io.k8c.kubelb.manager.route.StatusTree;
import io.k8c.kubelb.manager.route.Summary;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.GatewaySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A source whose status is its own: a Gateway, a ListenerSet, an Ingress. */
final class ObjectDelegate {
  private final Draft draft;
  private final HubKind kind;
  private final References references;
  private final HubObjects hub;

  ObjectDelegate(Draft draft, HubKind kind, References references, HubObjects hub) {
    this.draft = draft;
    this.kind = kind;
    this.references = references;
    this.hub = hub;
  }

  /**
   * What becomes of it.
   *
   * @param spec of the object that stands for it; its references are rewritten here
   */
  Outcome of(ObjectNode spec, String version) {
    if (kind == HubKind.INGRESS) {
      IngressSpecs.rewrite(spec, references, draft.source().self().namespace());
    } else {
      references.rewrite(spec);
    }
    List<HasMetadata> objects = new ArrayList<>(references.objects());
    String name = DelegateName.of(draft.source());
    objects.add(draft.object(kind, version, name, spec));
    ObjectNode status =
        draft.said(hub, kind, name).map(StatusBack::whole).orElseGet(StatusTree::object);
    List<Verdict> verdicts = new ArrayList<>(StatusBack.verdicts(status));
    String address = addresses(status);
    if (address.isEmpty() && verdicts.isEmpty()) {
      verdicts.add(
          Verdict.unknown(
              ConditionType.PROGRAMMED,
              Reason.PENDING.word(),
              "the controller of its class in the hub has not answered yet"));
    } else if (kind == HubKind.INGRESS) {
      verdicts.add(
          Verdict.yes(ConditionType.PROGRAMMED, Reason.PROGRAMMED.word(), "it has an address"));
    }
    references.findings().stream()
        .findFirst()
        .ifPresent(
            finding -> verdicts.addFirst(StatusTree.no(ConditionType.RESOLVED_REFS, finding)));
    return new Outcome(
        status,
        Summary.of(verdicts),
        Stream.concat(references.findings().stream().map(ObjectDelegate::note), infrastructure())
            .distinct()
            .toList(),
        Optional.empty(),
        Optional.of(address).filter(text -> !text.isEmpty()),
        Optional.empty(),
        objects);
  }

  private Stream<Note> infrastructure() {
    return draft.source().spec() instanceof GatewaySpec spec
        ? new InfrastructureRules(spec.infrastructure(), draft.policy().annotations())
            .notes().stream()
        : Stream.empty();
  }

  private static Note note(Finding finding) {
    return Note.warning(finding.reason(), finding.message());
  }

  private static String addresses(JsonNode status) {
    return Stream.concat(
            status.path("addresses").valueStream().map(entry -> entry.path("value").asText("")),
            status
                .path("loadBalancer")
                .path("ingress")
                .valueStream()
                .map(entry -> entry.path("ip").asText(entry.path("hostname").asText(""))))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(","));
  }
}
