package io.k8c.kubelb.manager.route.delegate;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.manager.route.Certificates;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.ObjectRef;
import io.k8c.kubelb.xds.model.Certificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * Certificates of the tenant as Secrets of the hub, looked at before anybody gets them. Each goes
 * with the SyncSecret that it comes from, whoever uses it.
 */
final class HubSecrets {
  private static final String INVALID = "InvalidCertificateRef";

  private final Function<String, Optional<SyncSecret>> carried;
  private final Certificates certificates;

  HubSecrets(Function<String, Optional<SyncSecret>> carried) {
    this.carried = carried;
    this.certificates = new Certificates(carried);
  }

  /** A Secret, or why there is none. */
  record Found(Optional<Secret> secret, Optional<Finding> problem) {}

  Found find(Draft draft, ObjectName target) {
    ObjectRef reference =
        new ObjectRef(
            target.group(), target.kind(), Optional.of(target.namespace()), target.name());
    Certificates.Found found = certificates.find(draft.source(), reference, INVALID);
    Optional<SyncSecret> origin =
        draft.source().reference(target).map(RouteFacts.Reference::syncSecret).flatMap(carried);
    return new Found(
        found
            .certificate()
            .flatMap(
                certificate ->
                    origin.map(from -> secret(draft.policy().namespace(), from, certificate))),
        found.problem());
  }

  private static Secret secret(String namespace, SyncSecret from, Certificate certificate) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(from.getMetadata().getName())
        .withNamespace(namespace)
        .addToLabels(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY)
        .addToLabels(Wire.LABEL_TENANT, namespace)
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion(Wire.API_VERSION)
                .withKind("SyncSecret")
                .withName(from.getMetadata().getName())
                .withUid(from.getMetadata().getUid())
                .withController(true)
                .build())
        .endMetadata()
        .withType("kubernetes.io/tls")
        .addToData("tls.crt", base64(certificate.chainPem()))
        .addToData("tls.key", base64(certificate.keyPem()))
        .build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
