package io.k8c.kubelb.manager.reconcile;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where tenant clusters find the hub's API server, and by which authority they know it. */
public final class HubAddress {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final KubernetesClient client;

  public HubAddress(KubernetesClient client) {
    this.client = client;
  }

  /** A kubeconfig for an account of the hub, known by its token. */
  public String kubeconfig(String namespace, String token) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: kubelb-cluster
      cluster:
        server: %s
        certificate-authority-data: %s
    users:
    - name: default-user
      user:
        token: %s
    contexts:
    - name: default-context
      context:
        cluster: kubelb-cluster
        user: default-user
        namespace: %s
    current-context: default-context
    """
        .formatted(server(), authority(), token, namespace);
  }

  /** What the cluster says of itself, else the address behind its own Service, else ours. */
  private String server() {
    return announced().or(this::behindService).orElse(client.getMasterUrl().toString());
  }

  private Optional<String> announced() {
    try {
      ConfigMap info =
          client.configMaps().inNamespace("kube-public").withName("cluster-info").get();
      return Optional.ofNullable(info)
          .map(ConfigMap::getData)
          .map(data -> data.get("kubeconfig"))
          .flatMap(HubAddress::firstServer);
    } catch (KubernetesClientException e) {
      return Optional.empty();
    }
  }

  /** What kubeadm announces names a cluster and neither a context nor a user. */
  private static Optional<String> firstServer(String kubeconfig) {
    try {
      String server = YAML.readTree(kubeconfig).at("/clusters/0/cluster/server").asText();
      return Optional.of(server).filter(text -> !text.isEmpty());
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private Optional<String> behindService() {
    try {
      EndpointSlice slice =
          client
              .discovery()
              .v1()
              .endpointSlices()
              .inNamespace("default")
              .withName("kubernetes")
              .get();
      return Optional.ofNullable(slice)
          .filter(found -> !found.getEndpoints().isEmpty() && !found.getPorts().isEmpty())
          .map(
              found ->
                  "https://"
                      + host(found.getEndpoints().getFirst().getAddresses().getFirst())
                      + ":"
                      + found.getPorts().getFirst().getPort());
    } catch (KubernetesClientException e) {
      return Optional.empty();
    }
  }

  private static String host(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private String authority() {
    String data = client.getConfiguration().getCaCertData();
    if (data != null && !data.isEmpty()) {
      return data.contains("BEGIN")
          ? Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))
          : data;
    }
    @Nullable String file = client.getConfiguration().getCaCertFile();
    try {
      return file == null
          ? ""
          : Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot read the hub's certificate authority", e);
    }
  }
}
