package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** DNS settings of all tenants or of one; what a Tenant leaves out, it inherits from Config. */
@ApiObject
public record DnsSettings(
    @JsonPropertyDescription("Domain below which load balancers get names.") @Size(max = 253)
        @Nullable String wildcardDomain,
    @JsonPropertyDescription("Whether a load balancer may name its hostname itself.")
        @Nullable Boolean allowExplicitHostnames,
    @JsonPropertyDescription("Adds the annotations of external-dns to what publishes a name.")
        @Nullable Boolean useDNSAnnotations,
    @JsonPropertyDescription("Adds the annotations of cert-manager to what serves a name.")
        @Nullable Boolean useCertificateAnnotations) {}
