package io.k8c.kubelb.ccm.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** Whether a reference into another namespace is allowed there: ReferenceGrant. */
final class Grants {
  private Grants() {}

  static boolean permit(SourceObject from, ObjectKey to, Surroundings around) {
    return from.namespace().equals(to.namespace())
        || around.grants(to.namespace()).stream()
            .anyMatch(
                grant ->
                    any(grant, "from").anyMatch(each -> isFrom(each, from))
                        && any(grant, "to").anyMatch(each -> isTo(each, to)));
  }

  private static Stream<JsonNode> any(SourceObject grant, String field) {
    return grant.spec().path(field).valueStream();
  }

  private static boolean isFrom(JsonNode entry, SourceObject from) {
    return entry.path("group").asText("").equals(from.kind().group())
        && entry.path("kind").asText("").equals(from.kind().kind())
        && entry.path("namespace").asText("").equals(from.namespace());
  }

  private static boolean isTo(JsonNode entry, ObjectKey to) {
    String name = entry.path("name").asText("");
    return entry.path("group").asText("").equals(to.group())
        && entry.path("kind").asText("").equals(to.kind())
        && (name.isEmpty() || name.equals(to.name()));
  }
}
