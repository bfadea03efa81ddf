package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** A port of a hub Service, and the endpoint port behind it. */
@ApiObject
public record ServicePortStatus(
    @JsonPropertyDescription("Name of the port.") @Size(max = 63) @Nullable String name,
    @JsonPropertyDescription("Transport protocol.") @Size(max = 16) @Nullable String protocol,
    @JsonPropertyDescription("Application protocol, where one was named.") @Size(max = 253)
        @Nullable String appProtocol,
    @JsonPropertyDescription("Port that clients connect to.") @Required @Min(1) @Max(65535)
        int port,
    @JsonPropertyDescription("Port that the proxy listens on.") @Nullable IntOrString targetPort,
    @JsonPropertyDescription("Node port in the hub, where the Service has one.") @Max(65535)
        @Nullable Integer nodePort,
    @JsonPropertyDescription("Port of the endpoints in the tenant cluster.") @Required @Max(65535)
        int upstreamTargetPort) {}
