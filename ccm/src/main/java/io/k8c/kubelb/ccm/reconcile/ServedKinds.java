package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.ccm.source.TenantKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which of our kinds an API server serves, and in which version; asked again and again, cheaply.
 */
final class ServedKinds {
  /** Versions in which we understand a kind, the preferred one first. */
  private static final List<String> VERSIONS = List.of("v1", "v1beta1", "v1alpha3", "v1alpha2");

  /** As long as a group has the same versions, its kinds are asked for at every so many looks. */
  private static final int LOOKS = 6;

  private final KubernetesClient client;
  private final Map<String, Group> groups = new HashMap<>();

  /** What was found in a group when it was looked at last, and how often it was not since. */
  private record Group(List<String> versions, Map<TenantKind, String> kinds, int age) {}

  ServedKinds(KubernetesClient client) {
    this.client = client;
  }

  /** Kinds with the version in which they are served. */
  Map<TenantKind, String> look() {
    Map<TenantKind, String> served = new EnumMap<>(TenantKind.class);
    for (String name : List.of(TenantKind.NETWORKING, TenantKind.GATEWAY_API)) {
      Group group = look(name, groups.get(name));
      groups.put(name, group);
      served.putAll(group.kinds());
    }
    return served;
  }

  private Group look(String name, @org.jspecify.annotations.Nullable Group last) {
    List<String> versions = versions(name);
    if (last != null && last.age() > 0 && last.age() < LOOKS && last.versions().equals(versions)) {
      return new Group(versions, last.kinds(), last.age() + 1);
    }
    Map<TenantKind, String> kinds = new EnumMap<>(TenantKind.class);
    VERSIONS.stream()
        .filter(versions::contains)
        .forEach(version -> kinds(name, version).forEach(kind -> kinds.putIfAbsent(kind, version)));
    // While kinds come, more may be on their way.
    return new Group(versions, kinds, last != null && last.kinds().equals(kinds) ? 1 : 0);
  }

  private List<String> versions(String name) {
    APIGroup group = client.getApiGroup(name);
    return group == null || group.getVersions() == null
        ? List.of()
        : group.getVersions().stream().map(GroupVersionForDiscovery::getVersion).toList();
  }

  private Stream<TenantKind> kinds(String group, String version) {
    APIResourceList list = client.getApiResources(group + "/" + version);
    List<String> names =
        list == null || list.getResources() == null
            ? List.of()
            : list.getResources().stream().map(APIResource::getName).toList();
    return Arrays.stream(TenantKind.values())
        .filter(kind -> kind.group().equals(group) && names.contains(kind.plural()));
  }
}
