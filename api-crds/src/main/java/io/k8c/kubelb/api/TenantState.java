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
import org.jspecify.annotations.Nullable;

/** What a tenant's CCM may know of its Tenant; the hub writes the one called {@code default}. */
@Group(Wire.GROUP)
@Version(Wire.VERSION)
@Categories(Wire.CATEGORY)
@Plural("tenantstates")
@AdditionalPrinterColumn(name = "Edition", jsonPath = ".status.version.edition")
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.version.gitVersion")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class TenantState extends CustomResource<TenantState.Spec, TenantState.Status>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  /** The only one there is. */
  public static final String DEFAULT = "default";

  @Override
  @JsonPropertyDescription("Empty.")
  public Spec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What the hub says.")
  public @Nullable Status getStatus() {
    return super.getStatus();
  }

  @Override
  @SuppressWarnings("NullAway") // absent until the hub has written it
  protected Status initStatus() {
    return null;
  }

  /** Empty: the object only tells. */
  @ApiObject
  public record Spec() {}

  /** What the hub says. */
  @ApiObject
  public record Status(
      @JsonPropertyDescription("The manager that runs.") @Nullable VersionStatus version,
      @JsonPropertyDescription("When this status last changed.") @Size(max = 64)
          @Nullable String lastUpdated,
      @JsonPropertyDescription("State of the tenant.") @Size(max = 16) List<Condition> conditions,
      @JsonPropertyDescription("Layer 4.") @Nullable LoadBalancerState loadBalancer) {
    public Status {
      conditions = Copies.list(conditions);
    }
  }

  /** What the hub says of layer 4. */
  @ApiObject
  public record LoadBalancerState(
      @JsonPropertyDescription("Whether load balancers are switched off for the tenant.")
          @Nullable Boolean disable) {}
}
