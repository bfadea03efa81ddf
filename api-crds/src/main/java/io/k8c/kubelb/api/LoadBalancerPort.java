package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A port that clients connect to. */
@ApiObject
public record LoadBalancerPort(
    @JsonPropertyDescription(
            "Name of the port, unique in the load balancer; ties it to the endpoint port of the"
                + " same name. May be left out where there is only one port.")
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(max = 63)
        @Nullable String name,
    @JsonPropertyDescription("Transport protocol; TCP where it is left out.")
        @Nullable Protocol protocol,
    @JsonPropertyDescription("Port number that clients connect to.") @Required @Min(1) @Max(65535)
        int port) {

  public Protocol protocolOrDefault() {
    return protocol == null ? Protocol.TCP : protocol;
  }
}
