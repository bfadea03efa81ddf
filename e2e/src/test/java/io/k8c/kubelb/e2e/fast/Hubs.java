package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.e2e.lab.kube.Authority;
import io.k8c.kubelb.e2e.lab.kube.Credential;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What tests of Gateways that a hub shares do to clusters and see in them. */
final class Hubs {
  /** The class that hubs have for Gateways that we serve. */
  static final String CLASS = Manifests.gatewayClass("kubelb", "kubelb.k8c.io/manager");

  /** More listeners for the shared Gateway of the guide. */
  static final String SET =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: ListenerSet
      metadata: {name: more, namespace: shared}
      spec:
        parentRef: {name: shared-gateway}
        listeners: [{name: more, protocol: HTTP, port: 8080}]
      """;

  private Hubs() {}

  /** What people are told of an object. */
  static List<String> told(KubernetesClient cluster, String object) {
    return cluster.events().v1().events().inNamespace("default").list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(object))
        .map(event -> event.getReason() + ": " + event.getNote())
        .toList();
  }

  /** A condition of a status, or of a part of it; a missing node while it is not said. */
  static JsonNode condition(JsonNode holder, String type) {
    return holder
        .path("conditions")
        .valueStream()
        .filter(condition -> condition.path("type").asText().equals(type))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** Makes or renews a certificate of the hub. */
  static X509Certificate certificate(KubernetesClient hub, String name) {
    Credential made = new Authority("shop").issue("CN=a.example.com", List.of("a.example.com"));
    Secret _ =
        hub.resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace("shared")
                    .endMetadata()
                    .withType("kubernetes.io/tls")
                    .withStringData(Map.of("tls.crt", made.certificate(), "tls.key", made.key()))
                    .build())
            .forceConflicts()
            .serverSideApply();
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(made.certificate().getBytes(StandardCharsets.UTF_8)));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is said of an object. */
  static JsonNode status(KubernetesClient cluster, String kind, String namespace, String name) {
    GenericKubernetesResource found =
        cluster
            .genericKubernetesResources("gateway.networking.k8s.io/v1", kind)
            .inNamespace(namespace)
            .withName(name)
            .require();
    return new ObjectMapper().valueToTree(found.getAdditionalProperties().get("status"));
  }

  /** Applies manifests, whose kinds may have come just before. */
  static void apply(KubernetesClient cluster, String yaml) {
    eventually()
        .ignoreExceptions()
        .until(
            () ->
                cluster
                        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                        .forceConflicts()
                        .serverSideApply()
                    != null);
  }

  /** Manifests of a file among the tests' resources. */
  static String resource(String path) {
    try (var stream = Objects.requireNonNull(Hubs.class.getResourceAsStream(path))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
