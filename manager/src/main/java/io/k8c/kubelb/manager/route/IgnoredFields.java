package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.manager.route.spec.IngressSpec;
import io.k8c.kubelb.manager.route.spec.Spec;
import java.util.List;

/** What people are told of fields that are carried and have no effect. */
final class IgnoredFields {
  private IgnoredFields() {}

  static List<Note> of(ParsedSource source) {
    List<String> ignored =
        switch (source.spec()) {
          case Spec.Listeners spec -> spec.ignored();
          case Spec.Route spec -> spec.ignored();
          // Told one by one.
          case IngressSpec _ -> List.of();
          case Spec.Policy _, Spec.Unknown _ -> List.of();
        };
    return ignored.isEmpty()
        ? List.of()
        : List.of(
            Note.warning(
                Reason.UNSUPPORTED_FIELD.word(),
                String.join(", ", ignored) + " has no effect; remove it"));
  }
}
