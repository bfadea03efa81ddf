package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.route.IngressGroup.Member;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.IngressSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is said of the Ingresses that share an address. */
record IngressOutcome(
    IngressStanding standing, IngressHosts hosts, IngressTls tls, IngressRemarks remarks) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /**
   * Decides.
   *
   * @param service that it needs for itself alone
   */
  Outcome of(Member member, Optional<WantedService> service) {
    ParsedSource source = member.source();
    Verdict programmed = standing.programmed(source);
    List<Verdict> verdicts = List.of(accepted(member), resolved(source), programmed);
    boolean announced = programmed.isTrue();
    return new Outcome(
        status(member, announced ? standing.addresses() : List.of()),
        Summary.of(verdicts),
        notes(member, programmed),
        service,
        announced ? Optional.of(standing.text()) : Optional.empty(),
        member.spec().rules().stream()
            .map(IngressSpec.Rule::host)
            .filter(host -> !host.isWildcard())
            .map(Hostname::text)
            .findFirst());
  }

  private Verdict accepted(Member member) {
    return member
        .spec()
        .policy()
        .refused()
        .or(() -> unserved(member))
        .map(finding -> StatusTree.no(ConditionType.ACCEPTED, finding))
        .orElseGet(
            () ->
                Verdict.yes(
                    ConditionType.ACCEPTED, Reason.ACCEPTED.word(), "the Ingress is served"));
  }

  /** Why none of its paths is served. */
  private Optional<Finding> unserved(Member member) {
    return hosts.isServed(member.source())
        ? Optional.empty()
        : remarks
            .first(member.source(), Reason.CONFLICT)
            .or(() -> first(member.spec().findings(), Reason.INVALID_VALUE))
            .or(() -> remarks.first(member.source(), Reason.INVALID_VALUE));
  }

  private static Optional<Finding> first(List<Finding> findings, Reason reason) {
    return findings.stream().filter(finding -> finding.reason().equals(reason.word())).findFirst();
  }

  private Verdict resolved(ParsedSource source) {
    return remarks
        .first(source, Reason.INVALID_REFERENCE)
        .or(() -> remarks.first(source, Reason.NO_ENDPOINTS))
        .or(() -> remarks.first(source, Reason.UNSUPPORTED_FIELD))
        .map(finding -> StatusTree.no(ConditionType.RESOLVED_REFS, finding))
        .orElseGet(
            () ->
                Verdict.yes(
                    ConditionType.RESOLVED_REFS,
                    Reason.RESOLVED.word(),
                    "all references are resolved"));
  }

  private List<Note> notes(Member member, Verdict programmed) {
    Stream<Finding> rejected =
        programmed.reason().equals(Reason.ENVOY_REJECTED.word())
            ? Stream.of(new Finding(programmed.reason(), programmed.message()))
            : Stream.empty();
    return Stream.of(
            member.spec().findings().stream(), remarks.of(member.source()).stream(), rejected)
        .flatMap(each -> each)
        .distinct()
        .map(finding -> Note.warning(finding.reason(), finding.message()))
        .toList();
  }

  private ObjectNode status(Member member, List<String> addresses) {
    ObjectNode status = StatusTree.object();
    ObjectNode balancer = status.putObject("loadBalancer");
    if (!addresses.isEmpty()) {
      ArrayNode entries = balancer.putArray("ingress");
      for (String address : addresses) {
        ObjectNode entry = entries.addObject();
        entry.put(AddressStanding.isIp(address) ? "ip" : "hostname", address);
        ports(member, entry.putArray("ports"));
      }
    }
    return status;
  }

  private void ports(Member member, ArrayNode ports) {
    ports.addObject().put("port", HTTP_PORT).put("protocol", "TCP");
    Stream<Hostname> names =
        Stream.concat(
            member.spec().rules().stream().map(IngressSpec.Rule::host),
            member.spec().tls().stream().flatMap(entry -> entry.hosts().stream()));
    if (names.anyMatch(tls::isOpen)) {
      ports.addObject().put("port", HTTPS_PORT).put("protocol", "TCP");
    }
  }
}
