package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Which manager runs. */
@ApiObject
public record VersionStatus(
    @JsonPropertyDescription("Version of the manager.") @Size(max = 128)
        @Nullable String gitVersion,
    @JsonPropertyDescription("Commit that the manager was built from.") @Size(max = 64)
        @Nullable String gitCommit,
    @JsonPropertyDescription("When the manager was built.") @Size(max = 64)
        @Nullable String buildDate,
    @JsonPropertyDescription("Edition of the manager.") @Size(max = 32) @Nullable String edition) {}
