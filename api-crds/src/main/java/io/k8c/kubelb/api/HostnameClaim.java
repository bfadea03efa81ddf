package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Which tenant holds a hostname; written by the leading manager only, not meant for people. */
@Group(Wire.GROUP)
@Version(Wire.VERSION)
@Categories(Wire.CATEGORY)
@Plural("hostnameclaims")
@AdditionalPrinterColumn(name = "Hostname", jsonPath = ".spec.hostname")
@AdditionalPrinterColumn(name = "Tenant", jsonPath = ".spec.tenant")
@AdditionalPrinterColumn(name = "Address", jsonPath = ".spec.address")
@AdditionalPrinterColumn(name = "Released", jsonPath = ".spec.releasedAt")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class HostnameClaim extends CustomResource<HostnameClaim.Spec, Void> {
  private static final long serialVersionUID = 1L;

  @Override
  @Required
  @JsonPropertyDescription("Who holds what.")
  public Spec getSpec() {
    return super.getSpec();
  }

  /** Who holds what. */
  @ApiObject
  public record Spec(
      @JsonPropertyDescription("The name, normalised; may begin with '*.'.")
          @Required
          @Size(max = 253)
          String hostname,
      @JsonPropertyDescription(
              "Where the name is held: UID of a Gateway of the hub, or ingressclass/NAME.")
          @Size(max = 253)
          @Nullable String address,
      @JsonPropertyDescription("Tenant namespace that holds the name.") @Required @Size(max = 63)
          String tenant,
      @JsonPropertyDescription(
              "When the holder gave the name up; held for it for a time after that.")
          @Size(max = 64)
          @Nullable String releasedAt) {}
}
