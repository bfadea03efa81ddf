package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of the tenant cluster is around a source, as far as is looked. */
public interface Surroundings {
  /** Whose a GatewayClass is. */
  ClassOwner gatewayClass(String name);

  /**
   * Whose an IngressClass is.
   *
   * @param name the default class where it is empty
   */
  ClassOwner ingressClass(Optional<String> name);

  /** A Gateway or ListenerSet. */
  Optional<SourceObject> parent(ObjectKey key);

  /** Labels of a namespace. */
  Map<String, String> namespaceLabels(String namespace);

  /** All ReferenceGrants of a namespace. */
  List<SourceObject> grants(String namespace);

  Optional<Service> service(ObjectKey key);

  /** A Secret of type {@code kubernetes.io/tls}, without its data. */
  Optional<? extends HasMetadata> secret(ObjectKey key);

  /** A ConfigMap's {@code ca.crt}, with its UID. */
  Optional<Authorities> authorities(ObjectKey key);

  /** Whether the hub holds the source of this UID. */
  boolean isCarried(String uid);

  /** Certificates of authorities in PEM; the text is empty where the ConfigMap holds none. */
  record Authorities(String uid, String pem) {}
}
