package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code status.loadBalancer} of a Service. */
@ApiObject
public record LoadBalancerStatus(
    @JsonPropertyDescription("Where clients connect.") @Size(max = 8) List<Ingress> ingress) {
  public LoadBalancerStatus {
    ingress = Copies.list(ingress);
  }

  /** One address of a load balancer. */
  @ApiObject
  public record Ingress(
      @JsonPropertyDescription("IP address, where the provider works with addresses.")
          @Size(max = 45)
          @Nullable String ip,
      @JsonPropertyDescription("DNS name, where the provider works with names.") @Size(max = 253)
          @Nullable String hostname,
      @JsonPropertyDescription(
              "VIP: traffic arrives with the load balancer's address; Proxy: with the node's.")
          @Size(max = 16)
          @Nullable String ipMode,
      @JsonPropertyDescription("State of single ports, where the provider reports it.")
          @Size(max = 100)
          List<Port> ports) {
    public Ingress {
      ports = Copies.list(ports);
    }

    /** The address or, failing that, the name. */
    public @Nullable String address() {
      return ip != null ? ip : hostname;
    }
  }

  /** State of one port of an address. */
  @ApiObject
  public record Port(
      @JsonPropertyDescription("Port number.") @Required @Min(1) @Max(65535) int port,
      @JsonPropertyDescription("Transport protocol.") @Required @Size(max = 16) String protocol,
      @JsonPropertyDescription("What is wrong with the port, as a word in CamelCase.")
          @Size(max = 316)
          @Nullable String error) {}
}
