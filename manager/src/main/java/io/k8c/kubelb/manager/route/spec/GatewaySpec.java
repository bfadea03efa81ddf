package io.k8c.kubelb.manager.route.spec;

import java.util.List;

/**
 * What a Gateway asks for.
 *
 * @param allowedListeners whose ListenerSets may add listeners
 */
public record GatewaySpec(List<ListenerSpec> listeners, Namespaces allowedListeners)
    implements Spec.Listeners {
  public GatewaySpec {
    listeners = List.copyOf(listeners);
  }

  /** Reads {@code spec}. */
  public static GatewaySpec of(Tree tree) {
    return new GatewaySpec(
        tree.list("listeners", ListenerSpec::of),
        Namespaces.of(tree.at("allowedListeners", "namespaces"), Namespaces.From.NONE));
  }
}
