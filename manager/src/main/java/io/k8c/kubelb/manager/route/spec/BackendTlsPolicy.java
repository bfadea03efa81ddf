package io.k8c.kubelb.manager.route.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.xds.model.UpstreamTls.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How Services are spoken to over TLS.
 *
 * @param systemAuthorities whether the CA certificates that systems come with are trusted
 * @param problem why it cannot be fulfilled
 */
public record BackendTlsPolicy(
    String name,
    List<Target> targets,
    String hostname,
    List<ObjectRef> authorities,
    boolean systemAuthorities,
    List<Subject> subjects,
    Optional<String> problem) {
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[!-~]+");

  public BackendTlsPolicy {
    targets = List.copyOf(targets);
    authorities = List.copyOf(authorities);
    subjects = List.copyOf(subjects);
  }

  /** A Service, or one port of it by its name. */
  public record Target(String kind, String name, Optional<String> section) {}

  /** Reads the object. */
  public static BackendTlsPolicy of(JsonNode node) {
    Tree tree = Tree.of(node);
    Tree spec = tree.at("spec");
    Tree validation = spec.at("validation");
    Findings findings = new Findings();
    String hostname = validation.text("hostname", "");
    if (Hostname.parse(hostname).filter(name -> !name.isWildcard()).isEmpty()) {
      findings.unsupported(
          "validation.hostname is not the name of one host; use one such as www.example.com");
    }
    List<Subject> subjects = new ArrayList<>();
    for (Tree item : validation.list("subjectAltNames", entry -> entry)) {
      subject(item, findings).ifPresent(subjects::add);
    }
    String known = validation.text("wellKnownCACertificates", "");
    if (!known.isEmpty() && !known.equals("System")) {
      findings.unsupported("validation.wellKnownCACertificates is not known; use System");
    }
    return new BackendTlsPolicy(
        tree.at("metadata").text("name", ""),
        spec.list("targetRefs", BackendTlsPolicy::target),
        hostname,
        validation.list("caCertificateRefs", ObjectRef::of),
        known.equals("System"),
        subjects,
        findings.list().stream().map(Finding::message).findFirst());
  }

  private static Target target(Tree tree) {
    return new Target(tree.text("kind", ""), tree.text("name", ""), tree.text("sectionName"));
  }

  private static Optional<Subject> subject(Tree tree, Findings findings) {
    Optional<Subject> subject =
        switch (tree.text("type", "")) {
          case "Hostname" ->
              tree.text("hostname")
                  .flatMap(Hostname::parse)
                  .map(name -> new Subject.Dns(name.text()));
          case "URI" ->
              tree.text("uri").filter(uri -> URI.matcher(uri).matches()).map(Subject.Uri::new);
          default -> Optional.empty();
        };
    if (subject.isEmpty()) {
      findings.unsupported(
          "an entry of validation.subjectAltNames cannot be understood; use type Hostname with"
              + " hostname, or type URI with uri");
    }
    return subject;
  }

  /** Whether it is for a Service, or for one port of it. */
  public boolean isFor(String service, Optional<String> port) {
    return targets.stream()
        .anyMatch(
            target ->
                target.kind().equals("Service")
                    && target.name().equals(service)
                    && target.section().equals(port));
  }
}
