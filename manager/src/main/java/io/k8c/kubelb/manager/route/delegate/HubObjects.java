package io.k8c.kubelb.manager.route.delegate;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Optional;

/** The objects of layer 7 of the hub itself. */
public interface HubObjects {
  /** In which version the hub serves a kind; empty where it does not. */
  Optional<String> version(HubKind kind);

  /** An object by name. */
  Optional<GenericKubernetesResource> get(HubKind kind, String namespace, String name);
}
