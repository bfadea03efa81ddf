package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How proxies take in HTTP requests. */
@ApiObject
public record HttpSettings(
    @JsonPropertyDescription(
            "Number of proxies in front of these that may say by X-Forwarded-For who the client"
                + " is; by default none, and what clients say there is not believed.")
        @Min(0)
        @Max(16)
        @Nullable Integer trustedHops,
    @JsonPropertyDescription(
            "Form of the lines on the proxies' standard output about requests, and about connections"
                + " and UDP sessions of Gateways and Ingresses that are passed on unread; by"
                + " default there are none. Queries and credentials are left out.")
        @Nullable AccessLog accessLog) {
  /** Nothing is set. */
  public static final HttpSettings NONE = new HttpSettings(null, null);

  /** Form of the lines about requests and connections. */
  public enum AccessLog {
    @JsonProperty("Off")
    OFF,
    @JsonProperty("Text")
    TEXT,
    @JsonProperty("JSON")
    JSON
  }
}
