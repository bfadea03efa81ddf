package io.k8c.kubelb.manager.route.spec;

import java.util.List;
import java.util.Optional;

/** Which certificates of clients HTTPS listeners take. */
public record ClientValidationSpec(List<ObjectRef> authorities, boolean insecureFallback) {
  public ClientValidationSpec {
    authorities = List.copyOf(authorities);
  }

  static Optional<ClientValidationSpec> of(Tree tree) {
    return tree.find("validation")
        .map(
            found ->
                new ClientValidationSpec(
                    found.list("caCertificateRefs", ObjectRef::of),
                    found.text("mode", "").equals("AllowInsecureFallback")));
  }
}
