package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which endpoints the proxies of all tenants, or of one, may send traffic to. */
@ApiObject
public record EndpointSettings(
    @JsonPropertyDescription(
            "Networks that endpoints must lie in; any but loopback, link-local, multicast and"
                + " unspecified where it is empty. A network listed here is allowed even if it is"
                + " one of those.")
        @ValidationRule(
            value = "self.all(c, isCIDR(c))",
            message = "must be networks such as 192.0.2.0/24")
        @Size(max = 64)
        List<@Size(min = 2, max = 49) String> allowedCIDRs,
    @JsonPropertyDescription("Networks that endpoints must not lie in, whatever is allowed.")
        @ValidationRule(
            value = "self.all(c, isCIDR(c))",
            message = "must be networks such as 192.0.2.0/24")
        @Size(max = 64)
        List<@Size(min = 2, max = 49) String> deniedCIDRs,
    @JsonPropertyDescription(
            "Whether endpoints may be DNS names. The proxies resolve them with the hub's DNS, so"
                + " allow it only for tenants that you trust with the hub's network.")
        @Nullable Boolean allowHostnames) {
  public EndpointSettings {
    allowedCIDRs = Copies.list(allowedCIDRs);
    deniedCIDRs = Copies.list(deniedCIDRs);
  }
}
