package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Registers one tenant cluster with the hub. */
@Group(Wire.GROUP)
@Version(Wire.VERSION)
@Categories(Wire.CATEGORY)
@Plural("tenants")
@ValidationRule(
    value = "size(self.metadata.name) <= 56 && !self.metadata.name.contains('.')",
    message =
        "metadata.name must be a DNS label of at most 56 characters: the tenant's namespace is named"
            + " after it")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Namespace", jsonPath = ".status.namespace")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class Tenant extends CustomResource<Tenant.Spec, Tenant.Status> {
  private static final long serialVersionUID = 1L;

  @Override
  @JsonPropertyDescription("Settings of the tenant.")
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

  /** Settings of the tenant; what it leaves out, it inherits from Config. */
  @ApiObject
  public record Spec(
      @JsonPropertyDescription(
              "Annotations of the tenant's objects that reach the hub: key (globs allowed) to a"
                  + " comma list of allowed values, empty for any value. Replaces Config's.")
          @Size(max = 256)
          Map<String, @Size(max = 4096) String> propagatedAnnotations,
      @JsonPropertyDescription("Lets every annotation reach the hub; not recommended.")
          @Nullable Boolean propagateAllAnnotations,
      @JsonPropertyDescription(
              "Annotation keys (globs allowed) that never reach the hub. Replaces Config's.")
          @Size(max = 256)
          List<@Size(max = 316) String> deniedAnnotations,
      @JsonPropertyDescription(
              "Annotations that the tenant's hub objects get: by kind in lower case or all."
                  + " Replaces Config's.")
          @Size(max = 16)
          Map<String, Map<String, String>> defaultAnnotations,
      @JsonPropertyDescription("How the tenant's proxies run.")
          @Nullable TenantProxySettings envoyProxy,
      @JsonPropertyDescription("Layer 4.") @Nullable LoadBalancerSettings loadBalancer,
      @JsonPropertyDescription("Ingress.") @Nullable IngressSettings ingress,
      @JsonPropertyDescription("Gateway API.") @Nullable GatewaySettings gatewayAPI,
      @JsonPropertyDescription("DNS.") @Nullable DnsSettings dns,
      @JsonPropertyDescription("Certificates.") @Nullable CertificateSettings certificates,
      @JsonPropertyDescription("Which endpoints the tenant's proxies may send traffic to.")
          @Nullable EndpointSettings endpoints,
      @JsonPropertyDescription(
              "Hostnames that the tenant may use where it shares a Gateway or an Ingress controller"
                  + " of the hub with others: exact, or *. in front for any labels below. Any where"
                  + " it is empty.")
          @ValidationRule(
              value =
                  "self.all(h, h.matches('^([*][.])?[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'))",
              message = "must be hostnames such as shop.example.com or *.example.com")
          @Size(max = 64)
          List<@Size(min = 1, max = 253) String> allowedHostnames) {
    /** A tenant that inherits everything. */
    public static final Spec NONE =
        new Spec(
            Map.of(), null, List.of(), Map.of(), null, null, null, null, null, null, null,
            List.of());

    public Spec {
      propagatedAnnotations = Copies.map(propagatedAnnotations);
      deniedAnnotations = Copies.list(deniedAnnotations);
      defaultAnnotations = Copies.map(defaultAnnotations);
      allowedHostnames = Copies.list(allowedHostnames);
    }
  }

  /** What a tenant may say about its proxies. */
  @ApiObject
  public record TenantProxySettings(
      @JsonPropertyDescription("Number of proxies; Config's where it is left out.")
          @Min(1)
          @Max(1000)
          @Nullable Integer replicas,
      @JsonPropertyDescription("Compute resources of a proxy; Config's where they are left out.")
          @Nullable Resources resources,
      @JsonPropertyDescription("How proxies take in HTTP requests; what is left out is Config's.")
          @Nullable HttpSettings http) {}

  /** What the hub made of it. */
  @ApiObject
  public record Status(
      @JsonPropertyDescription("Generation of the spec that this status speaks of.")
          @Nullable Long observedGeneration,
      @JsonPropertyDescription("State in one word, for people.") @Nullable Phase phase,
      @JsonPropertyDescription("Hub namespace that holds what is the tenant's.") @Size(max = 63)
          @Nullable String namespace,
      @JsonPropertyDescription("State of the tenant: Ready, ProxyReady, UnsupportedField.")
          @Size(max = 16)
          List<Condition> conditions) {
    public Status {
      conditions = Copies.list(conditions);
    }
  }

  /** State in one word. */
  public enum Phase {
    @JsonProperty("Pending")
    PENDING,
    @JsonProperty("Ready")
    READY,
    @JsonProperty("Failed")
    FAILED,
    @JsonProperty("Terminating")
    TERMINATING
  }
}
