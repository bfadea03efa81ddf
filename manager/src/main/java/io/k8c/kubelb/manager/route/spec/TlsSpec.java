package io.k8c.kubelb.manager.route.spec;

import java.util.List;

/** How a listener deals with TLS: ends it by certificates of its own, or passes it on. */
public record TlsSpec(boolean passthrough, List<ObjectRef> certificates) {
  public TlsSpec {
    certificates = List.copyOf(certificates);
  }

  static TlsSpec of(Tree tree) {
    return new TlsSpec(
        tree.text("mode", "Terminate").equals("Passthrough"),
        tree.list("certificateRefs", ObjectRef::of));
  }
}
