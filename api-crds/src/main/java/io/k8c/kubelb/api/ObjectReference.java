package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A reference to another object of the hub, with the fields of the core type of this name. */
@ApiObject
public record ObjectReference(
    @JsonPropertyDescription("API version of the object; the expected one where it is left out.")
        @Size(max = 253)
        @Nullable String apiVersion,
    @JsonPropertyDescription("Kind of the object; the expected one where it is left out.")
        @Size(max = 63)
        @Nullable String kind,
    @JsonPropertyDescription("Namespace of the object; the referrer's own where it is left out.")
        @Size(max = 63)
        @Nullable String namespace,
    @JsonPropertyDescription("Name of the object.") @Size(max = 253) @Nullable String name,
    @JsonPropertyDescription("Not supported: references are by name.") @Size(max = 128)
        @Nullable String uid,
    @JsonPropertyDescription("Not supported: references are by name.") @Size(max = 64)
        @Nullable String resourceVersion,
    @JsonPropertyDescription("Not supported: references are to whole objects.") @Size(max = 1024)
        @Nullable String fieldPath) {

  public static ObjectReference named(String name) {
    return new ObjectReference(null, null, null, name, null, null, null);
  }
}
