package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Layer 4 settings of all tenants or of one. */
@ApiObject
public record LoadBalancerSettings(
    @JsonProperty("class")
        @JsonPropertyDescription(
            "loadBalancerClass of the hub Services; empty or 'default' leaves the choice to the hub"
                + " cluster. A change recreates the Services.")
        @Size(max = 253)
        @Nullable String className,
    @JsonPropertyDescription("Removes the load balancers from the hub until it is false again.")
        @Nullable Boolean disable) {}
