package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A port that every address of an endpoint group answers on, usually a node port. */
@ApiObject
public record EndpointPort(
    @JsonPropertyDescription(
            "Name that ties this port to the port of the same name in spec.ports; may be left out"
                + " where there is only one.")
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(max = 63)
        @Nullable String name,
    @JsonPropertyDescription("Port number on the endpoint's addresses.")
        @Required
        @Min(1)
        @Max(65535)
        int port,
    @JsonPropertyDescription("Transport protocol; TCP where it is left out.")
        @Nullable Protocol protocol) {

  public Protocol protocolOrDefault() {
    return protocol == null ? Protocol.TCP : protocol;
  }
}
