package io.k8c.kubelb.manager.route.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an Ingress asks for.
 *
 * @param rules those that can be understood
 * @param findings what is wrong with it, or has no effect
 */
public record IngressSpec(
    List<Rule> rules,
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
   * @param hosts empty for all of the rules
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
    for (Tree rule : spec.list("rules", item -> item)) {
      rule(rule, policy, findings).ifPresent(rules::add);
    }
    List<Tls> tls = new ArrayList<>();
    for (Tree entry : spec.list("tls", item -> item)) {
      tls.add(tls(entry, findings));
    }
    return new IngressSpec(
        rules, spec.find("defaultBackend").map(IngressBackend::of), tls, policy, findings.list());
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

  private static Tls tls(Tree tree, Findings findings) {
    List<Hostname> hosts = new ArrayList<>();
    tree.texts("hosts").forEach(text -> host(text, findings).ifPresent(hosts::add));
    return new Tls(
        hosts,
        tree.text("secretName").map(name -> new ObjectRef("", "Secret", Optional.empty(), name)));
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
