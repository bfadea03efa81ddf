package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** Compute resources of the proxies' containers. */
@ApiObject
public record Resources(
    @JsonPropertyDescription("Resources that are set aside for a proxy.") @Size(max = 8)
        Map<String, Quantity> requests,
    @JsonPropertyDescription("Resources that a proxy must not exceed.") @Size(max = 8)
        Map<String, Quantity> limits) {
  public Resources {
    requests = Copies.map(requests);
    limits = Copies.map(limits);
  }
}
