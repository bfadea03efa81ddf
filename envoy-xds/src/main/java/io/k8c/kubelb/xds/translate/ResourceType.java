package io.k8c.kubelb.xds.translate;

import io.envoyproxy.controlplane.cache.Resources;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of Envoy resources that we serve, in the order in which they must be added. */
public enum ResourceType {
  CLUSTER(Resources.V3.CLUSTER_TYPE_URL, true),
  ENDPOINT(Resources.V3.ENDPOINT_TYPE_URL, false),
  SECRET(Resources.V3.SECRET_TYPE_URL, false),
  LISTENER(Resources.V3.LISTENER_TYPE_URL, true),
  ROUTE(Resources.V3.ROUTE_TYPE_URL, false);

  private final String typeUrl;
  private final boolean wildcard;

  ResourceType(String typeUrl, boolean wildcard) {
    this.typeUrl = typeUrl;
    this.wildcard = wildcard;
  }

  public String typeUrl() {
    return typeUrl;
  }

  /** Whether a proxy that names nothing gets all resources of the type. */
  public boolean wildcard() {
    return wildcard;
  }

  public static Optional<ResourceType> of(String typeUrl) {
    return Arrays.stream(values()).filter(type -> type.typeUrl.equals(typeUrl)).findFirst();
  }
}
