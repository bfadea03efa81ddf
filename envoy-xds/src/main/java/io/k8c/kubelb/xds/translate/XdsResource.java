package io.k8c.kubelb.xds.translate;

import com.google.protobuf.Any;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An Envoy resource as it goes over the wire.
 *
 * @param version hash of the content, the same in every process
 * @param requires what must be there before the proxy may be told of this resource: a cluster must
 *     work; what the proxy asks for by name once it is named must exist
 * @param mentions clusters that are waited for while they come, but may be missing
 */
public record XdsResource(
    ResourceType type,
    String name,
    String version,
    Any body,
    Set<Key> requires,
    Set<Key> mentions) {
  public XdsResource {
    requires = Set.copyOf(requires);
    mentions = Set.copyOf(mentions);
  }

  public Key key() {
    return new Key(type, name);
  }

  /** Names of all that it needs of a type, while a proxy holds it. */
  public Set<String> needs(ResourceType needed) {
    return Stream.concat(requires.stream(), mentions.stream())
        .filter(key -> key.type() == needed)
        .map(Key::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Without the body, which may hold a key. */
  @Override
  public String toString() {
    return "XdsResource[" + type + " " + name + " " + version + "]";
  }

  /** What tells a resource of a proxy from its others. */
  public record Key(ResourceType type, String name) {
    public static Key cluster(String name) {
      return new Key(ResourceType.CLUSTER, name);
    }
  }
}
