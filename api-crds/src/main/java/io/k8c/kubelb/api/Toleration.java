package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A toleration of the proxies' pods, with the fields of the core type. */
@ApiObject
public record Toleration(
    @JsonPropertyDescription("Taint key; empty with operator Exists tolerates every key.")
        @Size(max = 316)
        @Nullable String key,
    @JsonPropertyDescription("Exists or Equal; Equal where it is left out.") @Size(max = 16)
        @Nullable String operator,
    @JsonPropertyDescription("Taint value, for operator Equal.") @Size(max = 63)
        @Nullable String value,
    @JsonPropertyDescription(
            "NoSchedule, PreferNoSchedule or NoExecute; every effect where it is left out.")
        @Size(max = 32)
        @Nullable String effect,
    @JsonPropertyDescription(
            "How long NoExecute is tolerated, in seconds; for ever where it is left out.")
        @Nullable Long tolerationSeconds) {}
