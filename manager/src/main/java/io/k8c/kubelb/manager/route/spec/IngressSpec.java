package io.k8c.kubelb.manager.route.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an Ingress asks for.
 *
 * @param rules those that can be understood
 * @param misnamed whether the host of another one is no DNS name, so that it must not be taken for
 *     a rule without a host
 * @param findings what is wrong with it, or has no effect
 */
public record IngressSpec(
    List<Rule> rules,
    boolean misnamed,
    Optional<IngressBackend> defaultBackend,
    List<Tls> tls,
    IngressPolicy policy,
    List<Finding> findings)
    implements Spec {
  public IngressSpec {
    rules = List.copyOf(rules);
    tls = List.copyOf(tls);
    findings = List.copyOf(findings);
  }

  /** The paths of a host; a rule without paths leaves the host to the default backend. */
  public record Rule(Hostname host, List<Entry> entries) {
    public Rule {
      entries = List.copyOf(entries);
    }
  }

  /**
   * A path and where its requests go.
   *
   * @param groups number of groups of its regular expression, of which a rewrite may speak
   */
  public record Entry(Match match, int groups, IngressBackend backend) {}

  /**
   * A certificate.
   *
   * @param hosts empty for those of the rules
   */
  public record Tls(List<Hostname> hosts, Optional<ObjectRef> secret) {
    public Tls {
      hosts = List.copyOf(hosts);
    }
  }

  /** Reads an Ingress. */
  public static IngressSpec of(Tree metadata, Tree spec) {
    Findings findings = new Findings();
    IngressPolicy policy = IngressPolicy.of(new NginxAnnotations(metadata, findings));
    List<Rule> rules = new ArrayList<>();
    List<Tree> written = spec.list("rules", item -> item);
    for (Tree rule : written) {
      rule(rule, policy, findings).ifPresent(rules::add);
    }
    boolean misnamed = rules.size() < written.size();
    Optional<IngressBackend> rest = spec.find("defaultBackend").map(IngressBackend::of);
    if (misnamed && rest.isPresent()) {
      findings.invalid(
          rules.isEmpty()
              ? "the default backend is not served, since no host of the rules is a DNS name;"
                  + " correct one, or remove the rules to serve all hosts"
              : "the default backend is served for the other hosts of the rules only, since one"
                  + " is not a DNS name; correct it");
    }
    List<Tls> tls = new ArrayList<>();
    for (Tree entry : spec.list("tls", item -> item)) {
      tls(entry, findings).ifPresent(tls::add);
    }
    return new IngressSpec(rules, misnamed, rest, tls, policy, findings.list());
  }

  private static Optional<Rule> rule(Tree tree, IngressPolicy policy, Findings findings) {
    Optional<Hostname> host = host(tree.text("host", "*"), findings);
    List<Entry> entries = new ArrayList<>();
    for (Tree path : tree.at("http").list("paths", item -> item)) {
      IngressPath.of(path, policy, findings)
          .ifPresent(
              found ->
                  entries.add(
                      new Entry(
                          found.match(), found.groups(), IngressBackend.of(path.at("backend")))));
    }
    return host.map(name -> new Rule(name, entries));
  }

  /** Whose hosts are all misnamed is not for all hosts. */
  private static Optional<Tls> tls(Tree tree, Findings findings) {
    List<String> written = tree.texts("hosts");
    List<Hostname> hosts = written.stream().flatMap(text -> host(text, findings).stream()).toList();
    return hosts.isEmpty() && !written.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Tls(
                hosts,
                tree.text("secretName")
                    .map(name -> new ObjectRef("", "Secret", Optional.empty(), name))));
  }

  private static Optional<Hostname> host(String text, Findings findings) {
    Optional<Hostname> host = text.equals("*") ? Optional.of(Hostname.ANY) : Hostname.parse(text);
    if (host.isEmpty()) {
      findings.invalid(
          "host "
              + Findings.shown(text)
              + " is not a DNS name; use one such as www.example.com or *.example.com");
    }
    return host;
  }
}
