package io.k8c.kubelb.manager.route.spec;

import java.util.List;

/** Listeners that are added to a Gateway. */
public record ListenerSetSpec(List<ListenerSpec> listeners, List<String> ignored)
    implements Spec.Listeners {
  public ListenerSetSpec {
    listeners = List.copyOf(listeners);
    ignored = List.copyOf(ignored);
  }

  /** Reads {@code spec}. */
  public static ListenerSetSpec of(Tree tree) {
    return new ListenerSetSpec(tree.list("listeners", ListenerSpec::of), Ignored.tlsOptions(tree));
  }
}
