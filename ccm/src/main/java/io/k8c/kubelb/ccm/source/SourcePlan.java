package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.kit.Note;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a source leads to in the tenant cluster, before any of it is made ready for the hub.
 *
 * @param ours whether it is carried at all
 * @param parents what each parentRef leads to
 * @param targets what it refers to, each once
 * @param notes what is not carried, for the tenant to see
 */
public record SourcePlan(
    boolean ours, List<RouteFacts.Parent> parents, List<Target> targets, List<Note> notes) {
  private static final int TARGETS = RouteFacts.REFERENCES;

  public SourcePlan {
    parents = List.copyOf(parents);
    targets = List.copyOf(targets);
    notes = List.copyOf(notes);
  }

  /**
   * An object that is referred to.
   *
   * @param found whether it exists
   * @param granted whether it may be referred to
   * @param role what for
   */
  record Target(ObjectKey key, Link.Role role, boolean found, boolean granted) {
    boolean isUsable() {
      return found && granted;
    }
  }

  /** A source that is not carried. */
  public static final SourcePlan NONE = new SourcePlan(false, List.of(), List.of(), List.of());

  /** Looks at what is around a source. */
  public static SourcePlan of(SourceObject object, Surroundings around) {
    Ownership ownership = Ownership.of(object, around);
    if (!ownership.ours()) {
      return new SourcePlan(false, ownership.parents(), List.of(), List.of());
    }
    Map<ObjectKey, Target> targets = new LinkedHashMap<>();
    for (Link link : Link.of(object)) {
      Target target =
          new Target(
              link.target(),
              link.role(),
              isThere(link.target(), around),
              Grants.permit(object, link.target(), around));
      Target _ = targets.merge(target.key(), target, SourcePlan::either);
    }
    return new SourcePlan(
        true,
        ownership.parents(),
        targets.values().stream().limit(TARGETS).toList(),
        notes(object, targets.size()));
  }

  private static List<Note> notes(SourceObject object, int targets) {
    return targets <= TARGETS
        ? List.of()
        : List.of(
            Note.warning(
                Reason.UNSUPPORTED_FIELD.word(),
                "spec refers to %d objects, and the hub takes the first %d; split the %s"
                    .formatted(targets, TARGETS, object.kind().kind())));
  }

  private static Target either(Target one, Target other) {
    return one.granted() ? one : other;
  }

  private static boolean isThere(ObjectKey key, Surroundings around) {
    if (key.isService()) {
      return around.service(key).isPresent();
    }
    if (key.isSecret()) {
      return around.secret(key).isPresent();
    }
    return key.isConfigMap() && around.authorities(key).isPresent();
  }

  /** Services that must be reachable from the hub. */
  public Set<ObjectKey> services() {
    return usable(ObjectKey::isService);
  }

  /** Secrets that must be in the hub. */
  public Set<ObjectKey> secrets() {
    return usable(ObjectKey::isSecret);
  }

  private Set<ObjectKey> usable(Predicate<ObjectKey> kind) {
    return targets.stream()
        .filter(target -> target.isUsable() && kind.test(target.key()))
        .map(Target::key)
        .collect(Collectors.toSet());
  }

  static String uid(HasMetadata object) {
    return object.getMetadata().getUid();
  }
}
