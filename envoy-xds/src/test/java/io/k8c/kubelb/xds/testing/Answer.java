package io.k8c.kubelb.xds.testing;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.k8c.kubelb.xds.translate.ResourceType;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** A response, which prints as for instance {@code CLUSTER +web +dns -old}. */
public record Answer(DeltaDiscoveryResponse response) {

  public ResourceType type() {
    return ResourceType.of(response.getTypeUrl()).orElseThrow();
  }

  /** Versions of what is added or changed, by name. */
  public Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    for (Resource resource : response.getResourcesList()) {
      versions.put(resource.getName(), resource.getVersion());
    }
    return versions;
  }

  /** The response with its resources by name; their order in a response has no meaning. */
  public DeltaDiscoveryResponse sorted() {
    return response.toBuilder()
        .clearResources()
        .addAllResources(
            response.getResourcesList().stream()
                .sorted(Comparator.comparing(Resource::getName))
                .toList())
        .build();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(type().name());
    versions().keySet().forEach(name -> text.append(" +").append(name));
    response.getRemovedResourcesList().stream()
        .sorted()
        .forEach(name -> text.append(" -").append(name));
    return text.toString();
  }
}
