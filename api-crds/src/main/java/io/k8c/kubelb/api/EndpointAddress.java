package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where a node of the tenant cluster is reached from the hub. */
@ApiObject
@ValidationRule(
    value = "has(self.ip) || has(self.hostname)",
    message = "ip or hostname is required")
public record EndpointAddress(
    @JsonPropertyDescription(
            "IPv4 or IPv6 address of the endpoint. Loopback, link-local, multicast and unspecified"
                + " addresses are refused by the hub. Takes precedence over hostname.")
        @ValidationRule(value = "isIP(self)", message = "must be an IPv4 or IPv6 address")
        @Size(min = 1, max = 45)
        @Nullable String ip,
    @JsonPropertyDescription(
            "DNS name of the endpoint, used where no ip is given and only where the hub's Config"
                + " allows endpoint hostnames.")
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")
        @Size(min = 1, max = 253)
        @Nullable String hostname) {

  public static EndpointAddress ofIp(String ip) {
    return new EndpointAddress(ip, null);
  }
}
