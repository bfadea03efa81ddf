package io.k8c.kubelb.manager.feed;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reports of all replicas; each is parsed once, however often it is asked for. */
public final class ReplicaReports {
  private final Supplier<List<ConfigMap>> stored;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * @param stored the objects that hold reports, as they are now
   */
  public ReplicaReports(Supplier<List<ConfigMap>> stored) {
    this.stored = stored;
  }

  /** What the others report of the proxies of a tenant namespace; own is the name to leave out. */
  public Stream<ReplicaReport.Proxy> ofOthers(String own, String namespace) {
    List<ConfigMap> all = stored.get();
    known.keySet().retainAll(all.stream().map(ReplicaReports::name).collect(Collectors.toSet()));
    return all.stream()
        .filter(report -> !name(report).equals(own))
        .flatMap(report -> Stream.ofNullable(read(report).proxies().get(namespace)));
  }

  private ReplicaReport read(ConfigMap report) {
    String version = report.getMetadata().getResourceVersion();
    return known
        .compute(
            name(report),
            (_, last) ->
                last != null && last.version().equals(version)
                    ? last
                    : new Known(version, ReplicaReport.read(report)))
        .report();
  }

  private static String name(ConfigMap report) {
    return report.getMetadata().getName();
  }

  private record Known(String version, ReplicaReport report) {}
}
