package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** How a client is kept on the same endpoint. */
@ApiObject
public record Persistence(
    @JsonPropertyDescription("SourceIP: connections of one client address go to one endpoint.")
        @Required
        Type type) {

  /** The ways of persistence. */
  public enum Type {
    @JsonProperty("SourceIP")
    SOURCE_IP
  }
}
