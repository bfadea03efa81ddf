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
    @JsonPropertyDescription("Where clients connect.")
        @Size(max = LoadBalancerStatus.MOST_ADDRESSES)
        List<Ingress> ingress) {
  /** Some clouds give an address for each node; no client needs them all. */
  public static final int MOST_ADDRESSES = 8;

  /** As many ports as a LoadBalancer may have. */
  public static final int MOST_PORTS = 100;

  /** Characters of several addresses in one text. */
  public static final int LONGEST_TEXT = 1024;

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
          @Size(max = MOST_PORTS)
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
