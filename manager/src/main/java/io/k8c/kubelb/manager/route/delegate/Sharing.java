package io.k8c.kubelb.manager.route.delegate;

import io.k8c.kubelb.manager.route.HostnameOwners;
import java.util.Map;

/**
 * What a tenant meets where controllers of the hub serve others too.
 *
 * @param labels of the tenant namespace, by which Gateways of the hub choose whom they take
 * @param owners who has which hostname
 */
public record Sharing(Map<String, String> labels, HostnameOwners owners) {
  public Sharing {
    labels = Map.copyOf(labels);
  }
}
