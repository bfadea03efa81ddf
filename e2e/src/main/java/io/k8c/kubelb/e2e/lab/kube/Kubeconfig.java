package io.k8c.kubelb.e2e.lab.kube;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How to reach a cluster as somebody, in the form that every Kubernetes program reads. */
public record Kubeconfig(String cluster, String server, String authority, Credential user) {
  /** The same access by another address. */
  public Kubeconfig at(String otherServer) {
    return new Kubeconfig(cluster, otherServer, authority, user);
  }

  public String text() {
    return """
    apiVersion: v1
    kind: Config
    current-context: %1$s
    clusters:
    - name: %1$s
      cluster:
        server: %2$s
        certificate-authority-data: %3$s
    contexts:
    - name: %1$s
      context: {cluster: %1$s, user: %1$s}
    users:
    - name: %1$s
      user:
        client-certificate-data: %4$s
        client-key-data: %5$s
    """
        .formatted(
            cluster, server, base64(authority), base64(user.certificate()), base64(user.key()));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
