package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.manager.route.IngressGroup.Member;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.IngressBackend;
import io.k8c.kubelb.manager.route.spec.IngressPolicy;
import io.k8c.kubelb.manager.route.spec.IngressSpec;
import io.k8c.kubelb.manager.route.spec.Match;
import io.k8c.kubelb.manager.route.spec.Rank;
import io.k8c.kubelb.xds.model.RouteMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The rules of Ingresses that share an address, host by host. A path of a host is served by the
 * oldest Ingress that names it; who comes later is told.
 */
final class IngressHosts {
  private static final Match ROOT = exact("/");
  private static final Match REST = rest(new Rank(2, 0, 0));

  private final IngressBackends backends;
  private final IngressRemarks remarks;
  private final Map<Place, Offer> canaries = new HashMap<>();
  private final Map<Place, ParsedSource> owners = new LinkedHashMap<>();
  private final Map<Hostname, List<Served>> hosts = new TreeMap<>(Hostname.MOST_SPECIFIC_FIRST);
  private final Set<String> served = new HashSet<>();
  private Optional<Served> rest = Optional.empty();

  /** A path of a host. */
  private record Place(Hostname host, RouteMatch.Path path) {}

  /** What a canary would do with a part of the requests. */
  private record Offer(Member member, IngressBackend backend) {}

  /**
   * A path with its rules.
   *
   * @param redirect what becomes of requests without TLS where the host has a certificate
   * @param always whether it does where it has none too
   */
  record Served(List<RankedRule> rules, Optional<RankedRule> redirect, boolean always) {
    Served {
      rules = List.copyOf(rules);
    }

    /** The rules for requests without TLS. */
    List<RankedRule> plain(boolean certified) {
      return redirect.filter(rule -> always || certified).map(List::of).orElse(rules);
    }
  }

  private IngressHosts(IngressBackends backends, IngressRemarks remarks) {
    this.backends = backends;
    this.remarks = remarks;
  }

  static IngressHosts of(IngressGroup group, IngressBackends backends, IngressRemarks remarks) {
    IngressHosts hosts = new IngressHosts(backends, remarks);
    group.members().stream().filter(IngressHosts::isCanary).forEach(hosts::offer);
    group.members().stream().filter(Predicate.not(IngressHosts::isCanary)).forEach(hosts::add);
    group.members().stream().filter(Predicate.not(IngressHosts::isCanary)).forEach(hosts::addRest);
    hosts.tellUnused();
    return hosts;
  }

  /** The paths of each host, in no order. */
  Map<Hostname, List<Served>> byHost() {
    return hosts;
  }

  /** What becomes of requests that nothing else is for. */
  Optional<Served> rest() {
    return rest;
  }

  /** Whether anything of an Ingress is served. */
  boolean isServed(ParsedSource ingress) {
    return served.contains(ingress.name());
  }

  private static boolean isCanary(Member member) {
    return member.spec().policy().canary().isPresent();
  }

  private void offer(Member member) {
    for (IngressSpec.Rule rule : member.spec().rules()) {
      for (IngressSpec.Entry entry : rule.entries()) {
        Place place = new Place(rule.host(), entry.match().requests().path());
        Offer before = canaries.putIfAbsent(place, new Offer(member, entry.backend()));
        if (before != null) {
          remarks.conflict(
              member.source(), "the canary of " + text(place), before.member().source());
        }
      }
    }
  }

  private void add(Member member) {
    List<IngressSpec.Rule> rules = member.spec().rules();
    member
        .spec()
        .policy()
        .redirects()
        .root()
        .filter(place -> !member.spec().policy().closed())
        .ifPresent(place -> rules.forEach(rule -> addRoot(member, rule.host(), place)));
    for (int i = 0; i < rules.size(); i++) {
      IngressSpec.Rule rule = rules.get(i);
      hosts.computeIfAbsent(rule.host(), key -> new ArrayList<>());
      for (int k = 0; k < rule.entries().size(); k++) {
        add(member, rule.host(), i, k, rule.entries().get(k));
      }
    }
  }

  private void addRoot(Member member, Hostname host, String place) {
    Place root = new Place(host, ROOT.requests().path());
    if (isFree(member, root)) {
      IngressRule rule = rule(member, -1, 0, ROOT, 0, Backends.NONE, Optional.empty());
      put(member, host, new Served(List.of(rule.sentTo(place)), redirect(member, rule), false));
    }
  }

  private void add(Member member, Hostname host, int rule, int path, IngressSpec.Entry entry) {
    Place place = new Place(host, entry.match().requests().path());
    if (isFree(member, place)) {
      String upstream = backends.requests(member.source(), member.spec().policy(), entry.backend());
      Optional<IngressRule.Taker> canary =
          Optional.ofNullable(canaries.remove(place)).map(offer -> taken(offer, member));
      put(
          member,
          host,
          served(
              member, rule(member, rule, path, entry.match(), entry.groups(), upstream, canary)));
    }
  }

  /** Its backend is spoken to as that of the Ingress that it is for. */
  private IngressRule.Taker taken(Offer offer, Member main) {
    ParsedSource canary = offer.member().source();
    served.add(canary.name());
    return new IngressRule.Taker(
        offer.member().spec().policy().canary().orElseThrow(),
        backends.requests(canary, main.spec().policy(), offer.backend()));
  }

  private boolean isFree(Member member, Place place) {
    ParsedSource owner = owners.putIfAbsent(place, member.source());
    if (owner != null && !owner.equals(member.source())) {
      remarks.conflict(member.source(), text(place), owner);
    }
    return owner == null;
  }

  private void put(Member member, Hostname host, Served path) {
    served.add(member.source().name());
    hosts.computeIfAbsent(host, key -> new ArrayList<>()).add(path);
  }

  /** The hosts of the rules have it first; then it is for all that nobody else has. */
  private void addRest(Member member) {
    Optional<IngressBackend> backend = member.spec().defaultBackend();
    boolean misnamed = member.spec().misnamed();
    if (backend.isEmpty() || (misnamed && member.spec().rules().isEmpty())) {
      return;
    }
    String upstream = backends.requests(member.source(), member.spec().policy(), backend.get());
    IngressRule rule =
        rule(member, member.spec().rules().size(), 0, REST, 0, upstream, Optional.empty());
    Served path = served(member, rule);
    Set<Hostname> own = new HashSet<>();
    for (IngressSpec.Rule each : member.spec().rules()) {
      Place place = new Place(each.host(), new RouteMatch.Path.Regex(""));
      if (own.add(each.host()) && isFree(member, place)) {
        put(member, each.host(), path);
      }
    }
    if (own.isEmpty()) {
      addCatchAll(member, path);
    } else if (rest.isEmpty() && !misnamed) {
      served.add(member.source().name());
      rest = Optional.of(path);
    }
  }

  /** Who asks for nothing else goes before those who have hosts of their own. */
  private void addCatchAll(Member member, Served path) {
    ParsedSource owner =
        owners.putIfAbsent(
            new Place(Hostname.ANY, new RouteMatch.Path.Regex("default")), member.source());
    if (owner == null) {
      served.add(member.source().name());
      rest = Optional.of(path);
    } else {
      remarks.conflict(member.source(), "the default backend", owner);
    }
  }

  private static Served served(Member member, IngressRule rule) {
    return new Served(
        rule.rules(), redirect(member, rule), member.spec().policy().redirects().always());
  }

  private static Optional<RankedRule> redirect(Member member, IngressRule rule) {
    IngressPolicy policy = member.spec().policy();
    boolean wanted = policy.redirects().tls() || policy.redirects().always();
    return wanted && !policy.closed() ? Optional.of(rule.redirected()) : Optional.empty();
  }

  private static IngressRule rule(
      Member member,
      int rule,
      int path,
      Match match,
      int groups,
      String upstream,
      Optional<IngressRule.Taker> canary) {
    return new IngressRule(
        member.source(), member.spec().policy(), rule, path, match, groups, upstream, canary);
  }

  private void tellUnused() {
    canaries.forEach(
        (place, canary) ->
            remarks.add(
                canary.member().source(),
                Reason.INVALID_VALUE,
                "no other Ingress has "
                    + text(place)
                    + ", of which a canary could take a part; use host, path and pathType of the"
                    + " Ingress that it is for"));
  }

  private static String text(Place place) {
    String path =
        switch (place.path()) {
          case RouteMatch.Path.Exact exact -> "path " + exact.path();
          case RouteMatch.Path.Prefix prefix -> "path " + prefix.prefix();
          case RouteMatch.Path.Regex regex ->
              regex.pattern().isEmpty() ? "the default backend" : "path " + regex.pattern();
        };
    return path + " of host " + place.host();
  }

  private static Match exact(String path) {
    return match(new RouteMatch.Path.Exact(path), new Rank(0, path.length(), 0));
  }

  private static Match rest(Rank rank) {
    return match(new RouteMatch.Path.Prefix("/"), rank);
  }

  private static Match match(RouteMatch.Path path, Rank rank) {
    return new Match(new RouteMatch(path, Optional.empty(), List.of(), List.of()), rank);
  }
}
