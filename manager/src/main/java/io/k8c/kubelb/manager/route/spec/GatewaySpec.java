package io.k8c.kubelb.manager.route.spec;

import java.util.List;

/** What a Gateway asks for. */
public record GatewaySpec(List<ListenerSpec> listeners) implements Spec.Listeners {
  public GatewaySpec {
    listeners = List.copyOf(listeners);
  }

  /** Reads {@code spec}. */
  public static GatewaySpec of(Tree tree) {
    return new GatewaySpec(tree.list("listeners", ListenerSpec::of));
  }
}
