package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.ObjectRef;
import io.k8c.kubelb.xds.identity.TlsMaterial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CA certificates out of ConfigMaps.
 *
 * @param pem all that can be used, empty where none can
 * @param findings why others cannot
 */
record Authorities(String pem, List<Finding> findings) {
  Authorities {
    findings = List.copyOf(findings);
  }

  static Authorities of(ParsedSource owner, List<ObjectRef> references) {
    StringBuilder pem = new StringBuilder();
    List<Finding> findings = new ArrayList<>();
    for (ObjectRef reference : references) {
      switch (find(owner, reference)) {
        case TlsMaterial.Usable usable -> pem.append(usable.certificatesPem());
        case TlsMaterial.Unusable unusable ->
            findings.add(new Finding(reason(owner, reference), unusable.problem()));
      }
    }
    return new Authorities(pem.toString(), findings);
  }

  private static boolean isConfigMap(ObjectRef reference) {
    return reference.group().isEmpty() && reference.kind().equals("ConfigMap");
  }

  private static boolean isPermitted(ParsedSource owner, ObjectRef reference) {
    ObjectName name = reference.target(owner.self().namespace());
    return name.namespace().equals(owner.self().namespace())
        || owner.reference(name).map(RouteFacts.Reference::granted).orElse(false);
  }

  private static String reason(ParsedSource owner, ObjectRef reference) {
    if (!isConfigMap(reference)) {
      return "InvalidCACertificateKind";
    }
    return isPermitted(owner, reference) ? "InvalidCACertificateRef" : Certificates.NOT_PERMITTED;
  }

  private static TlsMaterial find(ParsedSource owner, ObjectRef reference) {
    ObjectName name = reference.target(owner.self().namespace());
    if (!isConfigMap(reference)) {
      return new TlsMaterial.Unusable(
          "CA certificates are not taken from kind " + reference.kind() + "; use a ConfigMap");
    }
    if (!isPermitted(owner, reference)) {
      return new TlsMaterial.Unusable(name.notGranted());
    }
    Optional<RouteFacts.Reference> found =
        owner.reference(name).filter(RouteFacts.Reference::found);
    if (found.isEmpty()) {
      return new TlsMaterial.Unusable(
          owner
              .reference(name)
              .map(RouteFacts.Reference::problem)
              .orElseGet(() -> owner.missing(name)));
    }
    String pem = found.get().authorities();
    return switch (MaterialMemory.authorities(pem == null ? "" : pem)) {
      case TlsMaterial.Usable usable -> usable;
      case TlsMaterial.Unusable unusable ->
          new TlsMaterial.Unusable(
              name
                  + " cannot be used: "
                  + unusable.problem()
                  + "; put the certificates of authorities there");
    };
  }
}
