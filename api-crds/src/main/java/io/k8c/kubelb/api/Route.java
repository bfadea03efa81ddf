package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A layer 7 source of a tenant: an Ingress, a Gateway, a ListenerSet or a route of Gateway API. */
@Group(Wire.GROUP)
@Version(Wire.VERSION)
@Categories(Wire.CATEGORY)
@Plural("routes")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Address", jsonPath = ".status.address")
@AdditionalPrinterColumn(name = "Hostname", jsonPath = ".status.hostname")
@AdditionalPrinterColumn(
    name = "Origin-Kind",
    jsonPath = ".metadata.labels.kubelb\\.k8c\\.io/origin-resource-kind")
@AdditionalPrinterColumn(
    name = "Origin-Namespace",
    jsonPath = ".metadata.labels.kubelb\\.k8c\\.io/origin-ns")
@AdditionalPrinterColumn(
    name = "Origin-Name",
    jsonPath = ".metadata.labels.kubelb\\.k8c\\.io/origin-name")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class Route extends CustomResource<Route.Spec, Route.Status> implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  @Required
  @JsonPropertyDescription("What the tenant wants.")
  public Spec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What the hub made of it; written by the hub only.")
  public @Nullable Status getStatus() {
    return super.getStatus();
  }

  @Override
  @SuppressWarnings("NullAway") // absent until the hub has written it
  protected Status initStatus() {
    return null;
  }

  /** What the tenant wants. */
  @ApiObject
  public record Spec(
      @JsonPropertyDescription(
              "Groups of endpoints that traffic is spread over; optional, for a Gateway has none.")
          @Size(max = 10)
          List<EndpointGroup> endpoints,
      @JsonPropertyDescription("The tenant's object.") @Nullable Source source) {
    public Spec {
      endpoints = Copies.list(endpoints);
    }
  }

  /** Where the tenant's object comes from. */
  @ApiObject
  public record Source(
      @JsonPropertyDescription("An object of a Kubernetes cluster.")
          @Nullable KubernetesSource kubernetes) {}

  /** The tenant's object as it stands in its cluster. */
  @ApiObject
  public record KubernetesSource(
      @JsonPropertyDescription("The object, without managed fields.") @PreserveUnknownFields
          @Nullable JsonNode resource,
      @JsonPropertyDescription("The Services that the object refers to.")
          @PreserveUnknownFields
          @Size(max = 256)
          List<JsonNode> services,
      @JsonPropertyDescription("What only the tenant cluster knows about the object.")
          @Nullable RouteFacts facts) {
    public KubernetesSource {
      services = Copies.list(services);
    }
  }

  /** What the hub made of it. */
  @ApiObject
  public record Status(
      @JsonPropertyDescription("Generation of the spec that this status speaks of.")
          @Nullable Long observedGeneration,
      @JsonPropertyDescription(
              "Address that clients use, for people; several are joined by commas.")
          @Size(max = 1024)
          @Nullable String address,
      @JsonPropertyDescription("First hostname that is served, for people.") @Size(max = 253)
          @Nullable String hostname,
      @JsonPropertyDescription("State of the route.") @Size(max = 16) List<Condition> conditions,
      @JsonPropertyDescription("State of the objects that the route led to.")
          @Nullable Resources resources,
      @JsonPropertyDescription(
              "What the tenant's people are warned of by Events, beyond what the status of the"
                  + " source's own kind can say.")
          @Size(max = MOST_NOTES)
          List<Note> notes) {
    /** As many notes as a status has room for. */
    public static final int MOST_NOTES = 64;

    public Status {
      conditions = Copies.list(conditions);
      notes = Copies.list(notes);
    }

    /** A status that warns of nothing. */
    public Status(
        @Nullable Long observedGeneration,
        @Nullable String address,
        @Nullable String hostname,
        List<Condition> conditions,
        @Nullable Resources resources) {
      this(observedGeneration, address, hostname, conditions, resources, List.of());
    }
  }

  /** A warning. */
  @ApiObject
  public record Note(
      @JsonPropertyDescription("One word of a closed list.") @Required @Size(max = 63)
          String reason,
      @JsonPropertyDescription("What is wrong, and what to do about it.")
          @Required
          @Size(max = LONGEST)
          String message) {
    /** As many characters as an Event has room for. */
    public static final int LONGEST = 1024;
  }

  /** The objects that a route led to. */
  @ApiObject
  public record Resources(
      @JsonPropertyDescription("Name of the source.") @Size(max = 512) @Nullable String source,
      @JsonPropertyDescription(
              "State of the Services, by namespace and name in the tenant cluster.")
          @Size(max = 256)
          Map<String, ResourceState> services,
      @JsonPropertyDescription("State of the route itself.") @Nullable ResourceState route) {
    public Resources {
      services = Copies.map(services);
    }
  }

  /** State of one object. */
  @ApiObject
  public record ResourceState(
      @JsonPropertyDescription("API version of the object.") @Size(max = 253)
          @Nullable String apiVersion,
      @JsonPropertyDescription("Kind of the object.") @Size(max = 63) @Nullable String kind,
      @JsonPropertyDescription("Name of the object in the tenant cluster.") @Size(max = 253)
          @Nullable String name,
      @JsonPropertyDescription("Namespace of the object in the tenant cluster.") @Size(max = 63)
          @Nullable String namespace,
      @JsonPropertyDescription("Name of the object in the hub.") @Size(max = 253)
          @Nullable String generatedName,
      @JsonPropertyDescription("Status of the object, as its own kind defines it.")
          @PreserveUnknownFields
          @Nullable JsonNode status,
      @JsonPropertyDescription("State of the object.") @Size(max = 16) List<Condition> conditions,
      @JsonPropertyDescription("Ports, for Services.") @Size(max = 100)
          List<ServicePortStatus> ports) {
    public ResourceState {
      conditions = Copies.list(conditions);
      ports = Copies.list(ports);
    }
  }
}
