package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Gateway API settings of all tenants or of one. */
@ApiObject
public record GatewaySettings(
    @JsonProperty("class")
        @JsonPropertyDescription(
            "GatewayClass in the hub; empty or 'kubelb' serves Gateways natively, another class"
                + " delegates them to its controller.")
        @Size(max = 253)
        @Nullable String className,
    @JsonPropertyDescription("Gateway of the hub that takes routes which name no parent.")
        @Nullable ObjectReference defaultGateway,
    @JsonPropertyDescription("Removes Gateways and routes from the hub until it is false again.")
        @Nullable Boolean disable) {}
