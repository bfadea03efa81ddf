package io.k8c.kubelb.xds.translate;

import com.google.protobuf.Any;
import java.util.Set;

/**
 * An Envoy resource as it goes over the wire.
 *
 * @param version hash of the content, the same in every process
 * @param requires clusters that must work before the proxy may be told of this resource
 */
public record XdsResource(
    ResourceType type, String name, String version, Any body, Set<String> requires) {
  public XdsResource {
    requires = Set.copyOf(requires);
  }

  public Key key() {
    return new Key(type, name);
  }

  /** What tells a resource of a proxy from its others. */
  public record Key(ResourceType type, String name) {}
}
