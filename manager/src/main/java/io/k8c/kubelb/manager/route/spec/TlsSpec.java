package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.api.Wire;
import java.util.List;
import java.util.Optional;

/**
 * How a listener deals with TLS: ends it by certificates of its own, or passes it on.
 *
 * @param http3 whether it takes HTTP/3 too, in the listener's own words
 */
public record TlsSpec(boolean passthrough, List<ObjectRef> certificates, Optional<String> http3) {
  /** Key of the option for HTTP/3; {@code "true"} switches it on. */
  public static final String HTTP3 = Wire.GROUP + "/http3";

  public TlsSpec {
    certificates = List.copyOf(certificates);
  }

  static TlsSpec of(Tree tree) {
    return new TlsSpec(
        tree.text("mode", "Terminate").equals("Passthrough"),
        tree.list("certificateRefs", ObjectRef::of),
        Optional.ofNullable(tree.map("options").get(HTTP3)));
  }
}
