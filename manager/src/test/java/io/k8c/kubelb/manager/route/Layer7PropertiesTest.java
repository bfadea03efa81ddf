package io.k8c.kubelb.manager.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.xds.model.Certificate;
import io.k8c.kubelb.xds.model.ExternalAuthorization;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.RouteRule.Action;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.StatefulSession;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a tenant ships, the pass ends, and what it leads to holds together. */
class Layer7PropertiesTest {
  private static final long SEEDS = 400;

  @Test
  void whateverIsShippedLeadsToAnOutcomeWithRemediesAndToNothingThatIsNotThere() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      TenantCluster cluster = new TenantCluster(new RandomSpecs(seed).tenant());
      Layer7 layer7 = cluster.layer7();
      assertThat(layer7.outcomes().keySet())
          .as("seed %s", seed)
          .containsExactlyInAnyOrderElementsOf(
              cluster.sources().stream().map(ParsedSource::name).toList());
      check(seed, layer7.configs());
      assertThat(layer7.outcomes().values())
          .as("seed %s", seed)
          .flatExtracting(Remedies::missing)
          .isEmpty();
      seen.addAll(words(layer7.configs()));
    }
    assertThat(seen)
        .contains("Forward", "Redirect", "Respond", "asked", "Http", "Tcp", "Udp", "Quic", "tls");
  }

  private static void check(long seed, Map<String, ProxyConfig> configs) {
    Set<String> upstreams =
        names(
            configs.values().stream()
                .flatMap(config -> config.upstreams().stream())
                .map(Upstream::name));
    Set<String> certificates =
        names(
            configs.values().stream()
                .flatMap(config -> config.certificates().stream())
                .map(Certificate::name));
    assertThat(certificates).as("seed %s", seed).containsAll(shown(configs));
    upstreams.add(Backends.NONE);
    for (ProxyConfig config : configs.values()) {
      Set<String> tables = names(config.tables().stream().map(RouteTable::name));
      for (Listener listener : config.listeners()) {
        chains(listener).forEach(chain -> check(seed, chain, tables, upstreams, certificates));
        unique(seed, chains(listener).flatMap(chain -> chain.serverNames().stream()));
        unique(seed, chains(listener).map(FilterChain::name));
      }
      for (RouteTable table : config.tables()) {
        unique(seed, table.hosts().stream().flatMap(host -> host.domains().stream()));
        unique(seed, table.hosts().stream().map(RouteTable.VirtualHost::name));
        assertThat(upstreams).as("seed %s", seed).containsAll(targets(table).toList());
      }
    }
  }

  /** Certificates that are shown to backends. */
  private static List<String> shown(Map<String, ProxyConfig> configs) {
    return configs.values().stream()
        .flatMap(config -> config.upstreams().stream())
        .flatMap(upstream -> upstream.tls().stream())
        .flatMap(tls -> tls.certificate().stream())
        .toList();
  }

  private static void check(
      long seed,
      FilterChain chain,
      Set<String> tables,
      Set<String> upstreams,
      Set<String> certificates) {
    switch (chain.target()) {
      case Target.Http http -> assertThat(tables).as("seed %s", seed).contains(http.table());
      case Target.Tcp tcp ->
          assertThat(upstreams)
              .as("seed %s", seed)
              .containsAll(tcp.upstreams().stream().map(WeightedUpstream::upstream).toList());
    }
    chain
        .tls()
        .ifPresent(
            tls ->
                assertThat(certificates)
                    .as("seed %s", seed)
                    .containsAll(tls.certificates())
                    .isNotEmpty());
  }

  private static Stream<FilterChain> chains(Listener listener) {
    return switch (listener.traffic()) {
      case Traffic.Chains chains -> chains.chains().stream();
      case Traffic.Quic quic -> quic.chains().stream();
      case Traffic.Tcp _, Traffic.Udp _ -> Stream.empty();
    };
  }

  private static Stream<String> targets(RouteTable table) {
    return Stream.concat(asked(table), forwardedTo(table));
  }

  private static Stream<String> asked(RouteTable table) {
    return table.hosts().stream()
        .flatMap(host -> host.rules().stream())
        .flatMap(rule -> rule.guards().authorization().stream())
        .map(ExternalAuthorization::upstream);
  }

  private static Stream<String> forwardedTo(RouteTable table) {
    return actions(table)
        .filter(Action.Forward.class::isInstance)
        .map(Action.Forward.class::cast)
        .flatMap(
            forward ->
                Stream.of(
                        forward.upstreams().stream().map(WeightedUpstream::upstream),
                        forward.mirrors().stream().map(mirror -> mirror.upstream()),
                        forward.session().stream()
                            .flatMap(session -> session.backends().stream())
                            .map(StatefulSession.Backend::upstream))
                    .flatMap(names -> names));
  }

  private static Stream<Action> actions(RouteTable table) {
    return table.hosts().stream().flatMap(host -> host.rules().stream()).map(rule -> rule.action());
  }

  /** What the tests came by: a test that sees only empty configurations says nothing. */
  private static Set<String> words(Map<String, ProxyConfig> configs) {
    Set<String> words = new HashSet<>();
    for (ProxyConfig config : configs.values()) {
      config.tables().forEach(table -> actions(table).forEach(action -> words.add(word(action))));
      config.tables().forEach(table -> asked(table).forEach(_ -> words.add("asked")));
      for (Listener listener : config.listeners()) {
        words.add(word(listener.traffic()));
        chains(listener).forEach(chain -> words.add(word(chain.target())));
        chains(listener)
            .filter(chain -> chain.tls().isPresent())
            .forEach(chain -> words.add("tls"));
      }
    }
    return words;
  }

  private static String word(Object value) {
    return value.getClass().getSimpleName();
  }

  private static void unique(long seed, Stream<String> names) {
    List<String> list = names.toList();
    assertThat(list).as("seed %s", seed).doesNotHaveDuplicates();
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toSet());
  }
}
