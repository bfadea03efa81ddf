package io.k8c.kubelb.manager.route.delegate;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.k8c.kubelb.api.Wire;
import java.util.Optional;

/** The objects of layer 7 of the hub itself. */
public interface HubObjects {
  /** In which version the hub serves a kind; empty where it does not. */
  Optional<String> version(HubKind kind);

  /** An object by name. */
  Optional<GenericKubernetesResource> get(HubKind kind, String namespace, String name);

  /** Whether we serve a Gateway of the hub: its class names our controller. */
  default boolean isOurs(GenericKubernetesResource gateway) {
    return gatewayClass(gateway).filter(HubObjects::namesUs).isPresent();
  }

  /** The class of a Gateway of the hub; empty where there is none of that name. */
  default Optional<GenericKubernetesResource> gatewayClass(GenericKubernetesResource gateway) {
    return gateway.get("spec", "gatewayClassName") instanceof String name
        ? get(HubKind.GATEWAY_CLASS, "", name)
        : Optional.empty();
  }

  /** Whether a GatewayClass of the hub is ours. */
  static boolean namesUs(GenericKubernetesResource gatewayClass) {
    return Wire.HUB_CONTROLLER.equals(gatewayClass.get("spec", "controllerName"));
  }
}
