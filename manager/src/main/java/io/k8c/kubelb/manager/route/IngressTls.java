package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.manager.route.IngressGroup.Member;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.IngressBackend;
import io.k8c.kubelb.manager.route.spec.IngressSpec;
import io.k8c.kubelb.manager.route.spec.ObjectRef;
import io.k8c.kubelb.xds.model.AccessLog;
import io.k8c.kubelb.xds.model.Certificate;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.HttpOptions;
import io.k8c.kubelb.xds.model.TlsTermination;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Who ends the TLS of which hosts: the oldest Ingress that says so. A host whose certificate cannot
 * be used is closed, so that nobody else answers for it.
 */
final class IngressTls {
  private final Certificates certificates;
  private final IngressBackends backends;
  private final IngressRemarks remarks;
  private final AccessLog accessLog;
  private final Map<Hostname, Claim> claims = new TreeMap<>(Hostname.MOST_SPECIFIC_FIRST);

  /**
   * A host that an Ingress has.
   *
   * @param wanted what tells two claims apart
   * @param passedTo where the TLS is ended instead
   */
  private record Claim(
      ParsedSource owner,
      Object wanted,
      Optional<Certificate> certificate,
      Optional<Target.Tcp> passedTo) {
    boolean isClosed() {
      return certificate.isEmpty() && passedTo.isEmpty();
    }
  }

  private IngressTls(
      Certificates certificates,
      IngressBackends backends,
      IngressRemarks remarks,
      AccessLog accessLog) {
    this.certificates = certificates;
    this.backends = backends;
    this.remarks = remarks;
    this.accessLog = accessLog;
  }

  static IngressTls of(
      IngressGroup group,
      Certificates certificates,
      IngressBackends backends,
      IngressRemarks remarks,
      AccessLog accessLog) {
    IngressTls tls = new IngressTls(certificates, backends, remarks, accessLog);
    for (Member member : group.members()) {
      if (member.spec().policy().passthrough() && member.spec().policy().closed()) {
        tls.shut(member);
      } else if (member.spec().policy().passthrough()) {
        tls.passOn(member);
      } else {
        member.spec().tls().stream()
            .filter(entry -> !hosts(member, entry).isEmpty())
            .forEach(entry -> tls.end(member, entry));
      }
    }
    return tls;
  }

  private void end(Member member, IngressSpec.Tls entry) {
    Certificates.Found found = find(member.source(), entry.secret());
    found
        .problem()
        .ifPresent(
            problem ->
                remarks.add(
                    member.source(),
                    Reason.INVALID_REFERENCE,
                    "no TLS for " + names(member, entry) + ": " + problem.message()));
    Object wanted =
        entry
            .secret()
            .<Object>map(secret -> secret.target(member.source().self().namespace()))
            .orElse("");
    for (Hostname host : hosts(member, entry)) {
      claim(host, new Claim(member.source(), wanted, found.certificate(), Optional.empty()));
    }
  }

  private Certificates.Found find(ParsedSource ingress, Optional<ObjectRef> secret) {
    return secret
        .map(reference -> certificates.find(ingress, reference, Reason.INVALID_REFERENCE.word()))
        .orElseGet(
            () ->
                Certificates.Found.not(
                    Reason.INVALID_REFERENCE.word(), "there is no secretName; name a Secret"));
  }

  private static String names(Member member, IngressSpec.Tls entry) {
    return String.join(", ", hosts(member, entry).stream().map(Hostname::text).toList());
  }

  /** Without hosts of its own, a certificate is for those of the rules. */
  private static List<Hostname> hosts(Member member, IngressSpec.Tls entry) {
    return entry.hosts().isEmpty() ? hosts(member.spec()) : entry.hosts();
  }

  private static List<Hostname> hosts(IngressSpec spec) {
    List<Hostname> hosts = spec.rules().stream().map(IngressSpec.Rule::host).distinct().toList();
    return hosts.isEmpty() && !spec.misnamed() ? List.of(Hostname.ANY) : hosts;
  }

  /** All connections go where the shortest path goes. */
  private void passOn(Member member) {
    Comparator<IngressSpec.Entry> byLength =
        Comparator.comparingInt(entry -> entry.match().rank().length());
    for (IngressSpec.Rule rule : member.spec().rules()) {
      Optional<IngressBackend> backend =
          rule.entries().stream()
              .min(byLength)
              .map(IngressSpec.Entry::backend)
              .or(() -> member.spec().defaultBackend());
      backend.ifPresent(
          found -> {
            String upstream = backends.connections(member.source(), found);
            Target.Tcp target =
                new Target.Tcp(
                    List.of(WeightedUpstream.of(upstream, 1)),
                    member.spec().policy().guards().sources(),
                    accessLog);
            claim(
                rule.host(),
                new Claim(member.source(), target, Optional.empty(), Optional.of(target)));
          });
    }
  }

  /** What is passed on unread cannot be answered by 503. */
  private void shut(Member member) {
    hosts(member.spec())
        .forEach(
            host ->
                claim(host, new Claim(member.source(), "", Optional.empty(), Optional.empty())));
  }

  private void claim(Hostname host, Claim claim) {
    Claim before = claims.putIfAbsent(host, claim);
    if (before != null && !before.wanted().equals(claim.wanted())) {
      remarks.conflict(claim.owner(), "TLS of host " + host, before.owner());
    }
  }

  /** Whether the TLS of a host is ended here, or would be if its certificate were mended. */
  boolean isCertified(Hostname host) {
    return Stream.of(Optional.of(host), wildcard(host), Optional.of(Hostname.ANY))
        .flatMap(Optional::stream)
        .map(claims::get)
        .filter(claim -> claim != null)
        .findFirst()
        .filter(claim -> claim.passedTo().isEmpty())
        .isPresent();
  }

  /** Whether connections with TLS come in for a host. */
  boolean isOpen(Hostname host) {
    return Stream.of(Optional.of(host), wildcard(host), Optional.of(Hostname.ANY))
        .flatMap(Optional::stream)
        .map(claims::get)
        .filter(claim -> claim != null)
        .findFirst()
        .filter(claim -> !claim.isClosed())
        .isPresent();
  }

  private static Optional<Hostname> wildcard(Hostname host) {
    int dot = host.text().indexOf('.');
    return host.isWildcard() || dot < 0
        ? Optional.empty()
        : Optional.of(new Hostname("*" + host.text().substring(dot)));
  }

  /** All certificates that are shown. */
  Stream<Certificate> certificates() {
    return claims.values().stream().flatMap(claim -> claim.certificate().stream());
  }

  /**
   * What the listener does with connections.
   *
   * @param table of the requests
   */
  List<FilterChain> chains(String table, HttpOptions options) {
    List<FilterChain> chains = new ArrayList<>();
    claims.forEach((host, claim) -> chains.add(chain(host, claim, table, options)));
    if (chains.isEmpty()) {
      chains.add(new FilterChain("none", List.of(), Optional.empty(), Target.Tcp.CLOSED));
    }
    return chains;
  }

  private static FilterChain chain(Hostname host, Claim claim, String table, HttpOptions options) {
    List<String> names = host.equals(Hostname.ANY) ? List.of() : List.of(host.text());
    Optional<TlsTermination> tls =
        claim
            .certificate()
            .map(found -> new TlsTermination(List.of(found.name()), Optional.empty()));
    return new FilterChain(
        host.text(),
        names,
        tls,
        tls.isPresent()
            ? new Target.Http(table, options)
            : claim.passedTo().orElse(Target.Tcp.CLOSED));
  }
}
