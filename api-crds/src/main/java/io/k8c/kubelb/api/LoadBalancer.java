package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer 4 load balancer of a tenant, one for each of its Services of type LoadBalancer. */
@Group(Wire.GROUP)
@Version(Wire.VERSION)
@Categories(Wire.CATEGORY)
@Plural("loadbalancers")
@ShortNames("lb")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Address", jsonPath = ".status.address")
@AdditionalPrinterColumn(name = "Hostname", jsonPath = ".status.hostname.hostname")
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
public class LoadBalancer extends CustomResource<LoadBalancer.Spec, LoadBalancer.Status>
    implements Namespaced {
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
  @ValidationRule(
      value =
          "!has(self.ports) || size(self.ports) == 1 || self.ports.all(p, has(p.name) &&"
              + " size(p.name) > 0)",
      message = "every port needs a name where there are several",
      fieldPath = ".ports")
  @ValidationRule(
      value = "!has(self.ports) || self.ports.all(p, self.ports.exists_one(q, q == p))",
      message = "a port is listed twice",
      fieldPath = ".ports")
  @ValidationRule(
      value = "!has(self.externalTrafficPolicy) || (has(self.type) && self.type != 'ClusterIP')",
      message = "externalTrafficPolicy needs type NodePort or LoadBalancer",
      fieldPath = ".externalTrafficPolicy")
  @ValidationRule(
      value = "!has(self.loadBalancerSourceRanges) || self.type == 'LoadBalancer'",
      message = "loadBalancerSourceRanges needs type LoadBalancer",
      fieldPath = ".loadBalancerSourceRanges")
  public record Spec(
      @JsonPropertyDescription("Groups of endpoints that traffic is spread over.")
          @Required
          @Size(min = 1, max = 10)
          List<EndpointGroup> endpoints,
      @JsonPropertyDescription("Ports that clients connect to.") @Size(max = 100)
          List<LoadBalancerPort> ports,
      @JsonPropertyDescription("Name under which the load balancer is published in DNS.")
          @ValidationRule(
              value = "!format.dns1123Subdomain().validate(self).hasValue()",
              message = "must be a DNS name in lower case")
          @Size(min = 1, max = 253)
          @Nullable String hostname,
      @JsonPropertyDescription("Type of the hub Service that offers the ports.")
          @Default("ClusterIP")
          @Nullable ServiceType type,
      @JsonPropertyDescription(
              "Local keeps the client's address up to the proxy and uses only hub nodes that run"
                  + " one; Cluster uses every hub node.")
          @Nullable TrafficPolicy externalTrafficPolicy,
      @JsonPropertyDescription("Keeps a client on the same endpoint.")
          @Nullable Persistence persistence,
      @JsonPropertyDescription("Client networks that may connect; everyone where it is empty.")
          @ValidationRule(
              value = "self.all(c, isCIDR(c))",
              message = "must be networks such as 192.0.2.0/24")
          @Size(max = 100)
          List<@Size(min = 2, max = 49) String> loadBalancerSourceRanges,
      @JsonPropertyDescription("Whether the address is of one or of both IP families.")
          @Nullable IpFamilyPolicy ipFamilyPolicy,
      @JsonPropertyDescription("IP families of the address, the preferred one first.")
          @Size(max = 2)
          List<IpFamily> ipFamilies) {
    public Spec {
      endpoints = Copies.list(endpoints);
      ports = Copies.list(ports);
      loadBalancerSourceRanges = Copies.list(loadBalancerSourceRanges);
      ipFamilies = Copies.list(ipFamilies);
    }

    public ServiceType typeOrDefault() {
      return type == null ? ServiceType.CLUSTER_IP : type;
    }
  }

  /** What the hub made of it. */
  @ApiObject
  public record Status(
      @JsonPropertyDescription("Generation of the spec that this status speaks of.")
          @Nullable Long observedGeneration,
      @JsonPropertyDescription(
              "Address that clients use, for people; several are joined by commas.")
          @Size(max = LoadBalancerStatus.LONGEST_TEXT)
          @Nullable String address,
      @JsonPropertyDescription("Addresses that clients use, as in the status of a Service.")
          @Nullable LoadBalancerStatus loadBalancer,
      @JsonPropertyDescription("The hub Service that offers the ports.")
          @Nullable ServiceStatus service,
      @JsonPropertyDescription("The name under which the load balancer is published.")
          @Nullable HostnameStatus hostname,
      @JsonPropertyDescription(
              "Addresses that were in use last; asked for again when the hub Service must be"
                  + " recreated.")
          @Size(max = LoadBalancerStatus.MOST_ADDRESSES)
          List<@Size(max = 253) String> previousAddresses,
      @JsonPropertyDescription(
              "State of the load balancer: Accepted, ResolvedRefs, Programmed, Ready.")
          @Size(max = 16)
          List<io.fabric8.kubernetes.api.model.Condition> conditions) {
    public Status {
      previousAddresses = Copies.list(previousAddresses);
      conditions = Copies.list(conditions);
    }
  }

  /** The hub Service behind a load balancer. */
  @ApiObject
  public record ServiceStatus(
      @JsonPropertyDescription("Ports of the hub Service.") @Size(max = 100)
          List<ServicePortStatus> ports) {
    public ServiceStatus {
      ports = Copies.list(ports);
    }
  }

  /** The name of a load balancer and what became of it. */
  @ApiObject
  public record HostnameStatus(
      @JsonPropertyDescription("The name in force.") @Size(max = 253) @Nullable String hostname,
      @JsonPropertyDescription("Whether the name is served with TLS.") @Nullable Boolean tlsEnabled,
      @JsonPropertyDescription("Whether the name is published in DNS.")
          @Nullable Boolean dnsRecordCreated) {}
}
