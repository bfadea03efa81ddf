package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.xds.model.Certificate;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.HttpOptions;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.SourceRanges;
import io.k8c.kubelb.xds.model.TlsTermination;
import io.k8c.kubelb.xds.model.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the listeners that share a port ask of the proxies. A connection or request belongs to the
 * listener whose hostname says most about its own, and to no other.
 *
 * @param name of the port, unique among the proxy's
 * @param quic what of it is served by HTTP/3 too
 */
record PortConfig(String name, Traffic traffic, List<RouteTable> tables, List<FilterChain> quic) {
  private static final int LISTED = 64;

  /**
   * What the listeners of a port lead to.
   *
   * @param udp whether clients reach the UDP port of the same number
   */
  static PortConfig of(
      String name, List<Section> sections, Attached attached, HttpOptions options, boolean udp) {
    Draft draft = new Draft(name, sections, attached, options, udp);
    Traffic traffic =
        switch (sections.getFirst().protocol()) {
          case HTTP -> draft.http();
          case HTTPS, TLS -> draft.tls();
          case TCP -> draft.tcp();
          case UDP ->
              new Traffic.Udp(
                  UdpUpstream.of(name, attached.of(sections.getFirst())), options.accessLog());
        };
    return new PortConfig(name, traffic, draft.tables, draft.quic);
  }

  private static final class Draft {
    private final String name;
    private final Attached attached;
    private final HttpOptions options;
    private final Map<Hostname, Section> owners = new LinkedHashMap<>();
    private final List<FilterChain> chains = new ArrayList<>();
    private final List<RouteTable> tables = new ArrayList<>();
    private final boolean udp;
    private final List<FilterChain> quic = new ArrayList<>();

    Draft(
        String name, List<Section> sections, Attached attached, HttpOptions options, boolean udp) {
      this.udp = udp;
      this.name = name;
      this.attached = attached;
      this.options = options;
      sections.forEach(section -> owners.put(section.hostname(), section));
    }

    Traffic http() {
      HostRules rules = new HostRules(attached.hosts());
      owners.values().forEach(section -> addRules(rules, section));
      Section any = owners.values().iterator().next();
      tables.add(rules.table(name, any, Optional.empty()));
      chains.add(
          new FilterChain("http", List.of(), Optional.empty(), new Target.Http(name, options)));
      return new Traffic.Chains(chains);
    }

    Traffic tls() {
      for (Section section : owners.values()) {
        if (!section.isServed()) {
          chains.add(closed(section));
        } else if (section.protocol() == ListenerProtocol.HTTPS) {
          addHttps(section);
        } else {
          addTls(section);
        }
      }
      return new Traffic.Chains(chains);
    }

    Traffic tcp() {
      Section section = owners.values().iterator().next();
      Target target =
          attached.of(section).stream()
              .findFirst()
              .map(entry -> connections(entry.route()))
              .orElse(Target.Tcp.CLOSED);
      return new Traffic.Chains(
          List.of(new FilterChain("tcp", List.of(), Optional.empty(), target)));
    }

    private void addRules(HostRules rules, Section section) {
      rules.reserve(section.hostname());
      for (Attached.Entry entry : attached.of(section)) {
        for (Hostname hostname : entry.hostnames()) {
          if (owns(section, hostname)) {
            rules.add(hostname, entry.route().rules());
          }
        }
      }
    }

    private boolean owns(Section section, Hostname hostname) {
      if (owners.size() == 1) {
        return true;
      }
      for (Hostname wider : hostname.andWider()) {
        Section owner = owners.get(wider);
        if (owner != null) {
          return owner.key().equals(section.key());
        }
      }
      return false;
    }

    private void addHttps(Section section) {
      HostRules rules = new HostRules(attached.hosts());
      addRules(rules, section);
      misdirected(section).forEach(rules::misdirect);
      String table = name + "/" + section.hostname();
      FilterChain chain = chain(section, section.hostname(), new Target.Http(table, options));
      chains.add(chain);
      boolean http3 = udp && section.http3().on();
      if (http3) {
        quic.add(chain);
      }
      tables.add(
          rules.table(
              table, section, http3 ? Optional.of(section.spec().port()) : Optional.empty()));
    }

    /**
     * The hostnames of other listeners. Where they are many, all names count that this listener has
     * not, so that tables do not grow with the square of the number of listeners.
     */
    private Stream<Hostname> misdirected(Section section) {
      Hostname own = section.hostname();
      boolean many = owners.size() > LISTED && !own.equals(Hostname.ANY);
      Stream<Hostname> others =
          owners.values().stream()
              .filter(other -> other.protocol() == ListenerProtocol.HTTPS)
              .map(Section::hostname)
              .filter(hostname -> !hostname.equals(own))
              .filter(hostname -> !many || own.covers(hostname));
      return many ? Stream.concat(others, Stream.of(Hostname.ANY)) : others;
    }

    /** The oldest route of a hostname has it; a hostname that has none is not another's. */
    private void addTls(Section section) {
      Map<Hostname, Target> targets = new LinkedHashMap<>();
      for (Attached.Entry entry : attached.of(section)) {
        for (Hostname hostname : entry.hostnames()) {
          if (owns(section, hostname)) {
            targets.putIfAbsent(hostname, connections(entry.route()));
          }
        }
      }
      targets.putIfAbsent(section.hostname(), Target.Tcp.CLOSED);
      targets.forEach((hostname, target) -> chains.add(chain(section, hostname, target)));
    }

    /** Nobody else may answer for a listener that cannot. */
    private static FilterChain closed(Section section) {
      return new FilterChain(
          section.hostname().text(),
          serverNames(section.hostname()),
          Optional.empty(),
          Target.Tcp.CLOSED);
    }

    private Target connections(ResolvedRoute route) {
      return new Target.Tcp(route.targets(), SourceRanges.ALL, options.accessLog());
    }

    private static List<String> serverNames(Hostname hostname) {
      return hostname.equals(Hostname.ANY) ? List.of() : List.of(hostname.text());
    }

    private static FilterChain chain(Section section, Hostname hostname, Target target) {
      Optional<TlsTermination> tls =
          SectionChecks.endsTls(section.spec())
              ? Optional.of(
                  new TlsTermination(
                      section.certificates().stream().map(Certificate::name).toList(),
                      section.clients()))
              : Optional.empty();
      return new FilterChain(hostname.text(), serverNames(hostname), tls, target);
    }
  }
}
