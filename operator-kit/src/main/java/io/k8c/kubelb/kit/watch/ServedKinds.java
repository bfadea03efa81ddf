package io.k8c.kubelb.kit.watch;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.kit.WatchedKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of our kinds an API server serves, and in which version; asked again and again, cheaply.
 */
final class ServedKinds<K extends Enum<K> & WatchedKind> {
  /** Versions in which we understand a kind, the preferred one first. */
  private static final List<String> VERSIONS = List.of("v1", "v1beta1", "v1alpha3", "v1alpha2");

  /** As long as a group has the same versions, its kinds are asked for at every so many looks. */
  private static final int LOOKS = 6;

  private final KubernetesClient client;
  private final Class<K> type;
  private final Set<String> names;
  private final Map<String, Group<K>> groups = new HashMap<>();

  /** What was found in a group when it was looked at last, and how often it was not since. */
  private record Group<K>(List<String> versions, Map<K, String> kinds, int age) {}

  ServedKinds(KubernetesClient client, Class<K> type) {
    this.client = client;
    this.type = type;
    this.names = EnumSet.allOf(type).stream().map(WatchedKind::group).collect(Collectors.toSet());
  }

  /** Kinds with the version in which they are served. */
  Map<K, String> look() {
    Map<K, String> served = new EnumMap<>(type);
    for (String name : names) {
      Group<K> group = look(name, groups.get(name));
      groups.put(name, group);
      served.putAll(group.kinds());
    }
    return served;
  }

  private Group<K> look(String name, @Nullable Group<K> last) {
    List<String> versions = versions(name);
    if (last != null && last.age() > 0 && last.age() < LOOKS && last.versions().equals(versions)) {
      return new Group<>(versions, last.kinds(), last.age() + 1);
    }
    Map<K, String> kinds = new EnumMap<>(type);
    VERSIONS.stream()
        .filter(versions::contains)
        .forEach(version -> kinds(name, version).forEach(kind -> kinds.putIfAbsent(kind, version)));
    // While kinds come, more may be on their way.
    return new Group<>(versions, kinds, last != null && last.kinds().equals(kinds) ? 1 : 0);
  }

  private List<String> versions(String name) {
    APIGroup group = client.getApiGroup(name);
    return group == null || group.getVersions() == null
        ? List.of()
        : group.getVersions().stream().map(GroupVersionForDiscovery::getVersion).toList();
  }

  private Stream<K> kinds(String group, String version) {
    APIResourceList list = client.getApiResources(group + "/" + version);
    List<String> plurals =
        list == null || list.getResources() == null
            ? List.of()
            : list.getResources().stream().map(APIResource::getName).toList();
    return EnumSet.allOf(type).stream()
        .filter(kind -> kind.group().equals(group) && plurals.contains(kind.plural()));
  }
}
