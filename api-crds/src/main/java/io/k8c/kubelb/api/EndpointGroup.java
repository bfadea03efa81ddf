package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses that answer on the same ports; a load balancer may spread over several groups. */
@ApiObject
@ValidationRule(
    value = "has(self.addresses) || has(self.addressesReference)",
    message = "addresses or addressesReference is required")
public record EndpointGroup(
    @JsonPropertyDescription("Name of the group, for people.") @Size(max = 253)
        @Nullable String name,
    @JsonPropertyDescription(
            "The group's own addresses. Nodes that all groups share go into an Addresses object"
                + " instead.")
        @Size(min = 1, max = 1000)
        List<EndpointAddress> addresses,
    @JsonPropertyDescription(
            "An Addresses object of the same namespace that holds the addresses; takes precedence"
                + " over addresses.")
        @ValidationRule(
            value = "has(self.name) && size(self.name) > 0",
            message = "addressesReference.name is required")
        @Nullable ObjectReference addressesReference,
    @JsonPropertyDescription("Ports that every address of the group answers on.")
        @Required
        @Size(min = 1, max = 100)
        List<EndpointPort> ports) {
  public EndpointGroup {
    addresses = Copies.list(addresses);
    ports = Copies.list(ports);
  }
}
