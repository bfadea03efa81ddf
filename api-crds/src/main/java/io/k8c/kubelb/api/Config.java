package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
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

/** Settings of the whole hub; the one called {@code default} in the manager's namespace is read. */
@Group(Wire.GROUP)
@Version(Wire.VERSION)
@Categories(Wire.CATEGORY)
@Plural("configs")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Edition", jsonPath = ".status.version.edition")
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.version.gitVersion")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class Config extends CustomResource<Config.Spec, Config.Status> implements Namespaced {
  private static final long serialVersionUID = 1L;

  /** The only name that is read. */
  public static final String DEFAULT = "default";

  @Override
  @JsonPropertyDescription("Settings of the whole hub.")
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

  /** Settings of the whole hub; a Tenant may override most of them for itself. */
  @ApiObject
  public record Spec(
      @JsonPropertyDescription(
              "Annotations of tenants' objects that reach the hub: key (globs allowed) to a comma"
                  + " list of allowed values, empty for any value.")
          @Size(max = 256)
          Map<String, @Size(max = 4096) String> propagatedAnnotations,
      @JsonPropertyDescription("Lets every annotation reach the hub; not recommended.")
          @Nullable Boolean propagateAllAnnotations,
      @JsonPropertyDescription(
              "Annotation keys (globs allowed) that never reach the hub, whatever else is allowed.")
          @Size(max = 256)
          List<@Size(max = 316) String> deniedAnnotations,
      @JsonPropertyDescription(
              "Annotations that hub objects get: by kind in lower case (service, ingress, gateway,"
                  + " httproute, grpcroute, tcproute, udproute, tlsroute) or all.")
          @Size(max = 16)
          Map<String, Map<String, String>> defaultAnnotations,
      @JsonPropertyDescription("How the proxies run.") @Nullable EnvoyProxySettings envoyProxy,
      @JsonPropertyDescription("Layer 4.") @Nullable LoadBalancerSettings loadBalancer,
      @JsonPropertyDescription("Ingress.") @Nullable IngressSettings ingress,
      @JsonPropertyDescription("Gateway API.") @Nullable GatewaySettings gatewayAPI,
      @JsonPropertyDescription("DNS.") @Nullable DnsSettings dns,
      @JsonPropertyDescription("Certificates.") @Nullable CertificateSettings certificates,
      @JsonPropertyDescription("Which endpoints the proxies may send traffic to.")
          @Nullable EndpointSettings endpoints) {
    /** The settings in force where there is no Config. */
    public static final Spec NONE =
        new Spec(Map.of(), null, List.of(), Map.of(), null, null, null, null, null, null, null);

    public Spec {
      propagatedAnnotations = Copies.map(propagatedAnnotations);
      deniedAnnotations = Copies.list(deniedAnnotations);
      defaultAnnotations = Copies.map(defaultAnnotations);
    }
  }

  /** What the hub made of it. */
  @ApiObject
  public record Status(
      @JsonPropertyDescription("Generation of the spec that this status speaks of.")
          @Nullable Long observedGeneration,
      @JsonPropertyDescription("The manager that runs.") @Nullable VersionStatus version,
      @JsonPropertyDescription("State of the settings: Ready, UnsupportedField.") @Size(max = 16)
          List<Condition> conditions) {
    public Status {
      conditions = Copies.list(conditions);
    }
  }
}
