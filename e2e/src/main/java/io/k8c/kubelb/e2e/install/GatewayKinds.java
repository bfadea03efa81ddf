package io.k8c.kubelb.e2e.install;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.e2e.lab.host.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The kinds of Gateway API, experimental channel, of the version that the conformance suite has.
 *
 * @param programs the toolchain's directory, which holds them too
 */
public record GatewayKinds(Path programs) {
  private static final String GATEWAYS = "gateways.gateway.networking.k8s.io";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Makes a cluster know them; ends when it serves them. */
  public void install(KubernetesClient cluster) {
    all(cluster).forEach(object -> cluster.resource(object).serverSideApply());
    Wait.upTo(PATIENCE).until(() -> isEstablished(cluster), () -> GATEWAYS + " is not served");
  }

  /** Takes them away. */
  public void remove(KubernetesClient cluster) {
    all(cluster).forEach(object -> cluster.resource(object).delete());
  }

  /** Whether a cluster has them, from whomever. */
  public static boolean known(KubernetesClient cluster) {
    return cluster.apiextensions().v1().customResourceDefinitions().withName(GATEWAYS).get()
        != null;
  }

  private static boolean isEstablished(KubernetesClient cluster) {
    return cluster.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
        .filter(kind -> kind.getSpec().getGroup().equals("gateway.networking.k8s.io"))
        .allMatch(
            kind ->
                kind.getStatus() != null
                    && kind.getStatus().getConditions().stream()
                        .anyMatch(
                            condition ->
                                condition.getType().equals("Established")
                                    && condition.getStatus().equals("True")));
  }

  private List<HasMetadata> all(KubernetesClient cluster) {
    return files().stream().flatMap(file -> read(cluster, file)).toList();
  }

  /** Their definitions. */
  public List<Path> files() {
    // The toolchain's entry is a link.
    try (Stream<Path> files = Files.list(programs.resolve("gateway-crds").toRealPath())) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<HasMetadata> read(KubernetesClient cluster, Path file) {
    try (InputStream yaml = Files.newInputStream(file)) {
      return cluster.load(yaml).items().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
