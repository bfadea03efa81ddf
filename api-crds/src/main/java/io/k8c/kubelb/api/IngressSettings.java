package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Ingress settings of all tenants or of one. */
@ApiObject
public record IngressSettings(
    @JsonProperty("class")
        @JsonPropertyDescription(
            "IngressClass in the hub; empty or 'kubelb' serves Ingresses natively, another class"
                + " delegates them to its controller.")
        @Size(max = 253)
        @Nullable String className,
    @JsonPropertyDescription("Removes the Ingresses from the hub until it is false again.")
        @Nullable Boolean disable,
    @JsonPropertyDescription(
            "Addresses of Ingresses that are served natively: 'Shared' gives all Ingresses of a"
                + " tenant one address, 'PerIngress' gives each its own. A Tenant that says nothing"
                + " inherits from Config, whose default is 'Shared'. A change moves the Ingresses to"
                + " other addresses.")
        @Nullable IngressAddresses addresses) {}
