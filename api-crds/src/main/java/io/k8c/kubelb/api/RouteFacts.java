package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only the tenant cluster can know about a source. Facts, never verdicts: the hub decides, and
 * believes them for this tenant alone.
 */
@ApiObject
public record RouteFacts(
    @JsonPropertyDescription("Labels of the namespace of the source.") @Size(max = 64)
        Map<String, @Size(max = 63) String> namespaceLabels,
    @JsonPropertyDescription("One for each parentRef, in the same order.") @Size(max = 32)
        List<Parent> parents,
    @JsonPropertyDescription("One for each other object that the source refers to.")
        @Size(max = RouteFacts.REFERENCES)
        List<Reference> references) {
  /** As many references as are told. */
  public static final int REFERENCES = 512;

  /** As many addresses as are told of one reference. */
  public static final int ADDRESSES = 256;

  /** Nothing is known. */
  public static final RouteFacts NONE = new RouteFacts(Map.of(), List.of(), List.of());

  public RouteFacts {
    namespaceLabels = Copies.map(namespaceLabels);
    parents = Copies.list(parents);
    references = Copies.list(references);
  }

  /** What a parentRef leads to in the tenant cluster. */
  @ApiObject
  public record Parent(
      @JsonPropertyDescription(
              "UID of the Gateway or ListenerSet of our class that it names; empty where there is"
                  + " none.")
          @Size(max = 63)
          @Nullable String uid,
      @JsonPropertyDescription(
              "Whether the tenant cluster has an object of that name, whoever serves it.")
          boolean found) {}

  /** What a reference to a Service, Secret, ConfigMap or anything else leads to. */
  @ApiObject
  public record Reference(
      @JsonPropertyDescription("API group of the object; empty for the core group.")
          @Size(max = 253)
          @Nullable String group,
      @JsonPropertyDescription("Kind of the object.") @Required @Size(min = 1, max = 63)
          String kind,
      @JsonPropertyDescription("Namespace of the object.") @Required @Size(min = 1, max = 63)
          String namespace,
      @JsonPropertyDescription("Name of the object.") @Required @Size(min = 1, max = 253)
          String name,
      @JsonPropertyDescription("Whether it exists.") boolean found,
      @JsonPropertyDescription(
              "Whether it may be referred to: it is in the same namespace, or a ReferenceGrant"
                  + " says so.")
          boolean granted,
      @JsonPropertyDescription("UID of the object.") @Size(max = 63) @Nullable String uid,
      @JsonPropertyDescription("Name of the SyncSecret that carries it, for Secrets.")
          @Size(max = 253)
          @Nullable String syncSecret,
      @JsonPropertyDescription("CA certificates in PEM, for ConfigMaps.") @Size(max = 65536)
          @Nullable String authorities,
      @JsonPropertyDescription("Why a Service has no node ports, for people.") @Size(max = 1024)
          @Nullable String problem,
      @JsonPropertyDescription("Ports, for Services.") @Size(max = 100) List<Port> ports,
      @JsonPropertyDescription(
              "Where the node ports of a Service are reached that not every node's first address"
                  + " leads to: one that keeps its traffic on the nodes of its pods, or one of"
                  + " another IP family. Empty for the addresses of all nodes.")
          @Size(max = RouteFacts.ADDRESSES)
          List<EndpointAddress> addresses) {
    public Reference {
      ports = Copies.list(ports);
      addresses = Copies.list(addresses);
    }
  }

  /** A port of a Service and how the tenant's nodes offer it. */
  @ApiObject
  public record Port(
      @JsonPropertyDescription("Name of the port.") @Size(max = 63) @Nullable String name,
      @JsonPropertyDescription("Protocol of the port; default TCP.") @Nullable Protocol protocol,
      @JsonPropertyDescription("Port of the Service.") @Min(1) @Max(65535) int port,
      @JsonPropertyDescription("Port of every node that leads there; 0 while there is none.")
          @Min(0)
          @Max(65535)
          int nodePort,
      @JsonPropertyDescription("What is spoken there, as the Service says.") @Size(max = 253)
          @Nullable String appProtocol) {}
}
