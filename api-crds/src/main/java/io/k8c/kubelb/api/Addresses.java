package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;

/** The addresses of a tenant cluster's nodes; the CCM owns the one called {@code default}. */
@Group(Wire.GROUP)
@Version(Wire.VERSION)
@Categories(Wire.CATEGORY)
@Plural("addresses")
@AdditionalPrinterColumn(name = "First", jsonPath = ".spec.addresses[0].ip")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class Addresses extends CustomResource<Addresses.Spec, Addresses.Status>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  /** The object that the CCM writes and that endpoint groups refer to. */
  public static final String DEFAULT = "default";

  @Override
  @Required
  @JsonPropertyDescription("The addresses.")
  public Spec getSpec() {
    return super.getSpec();
  }

  /** What the owner wants. */
  @ApiObject
  public record Spec(
      @JsonPropertyDescription("Addresses at which the nodes are reached from the hub.")
          @Required
          @Size(min = 1, max = 5000)
          List<EndpointAddress> addresses) {
    public Spec {
      addresses = Copies.list(addresses);
    }
  }

  /** Empty: what becomes of addresses shows in the objects that refer to them. */
  @ApiObject
  public record Status() {}
}
