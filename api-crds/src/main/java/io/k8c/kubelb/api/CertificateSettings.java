package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Certificate settings of all tenants or of one. */
@ApiObject
public record CertificateSettings(
    @JsonPropertyDescription(
            "ClusterIssuer of cert-manager that issues where nothing else is named.")
        @Size(max = 253)
        @Nullable String defaultClusterIssuer) {}
