package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.rbac.v3.Permission;
import io.envoyproxy.envoy.config.rbac.v3.Policy;
import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import io.k8c.kubelb.xds.model.SourceRanges;
import java.util.List;

/** Who may come in by the address, the same for requests and for connections. */
final class SourceRules {
  private SourceRules() {}

  static RBAC of(SourceRanges sources) {
    Principal.Set.Builder all = Principal.Set.newBuilder();
    if (!sources.allowed().isEmpty()) {
      all.addIds(anyOf(sources.allowed()));
    }
    if (!sources.denied().isEmpty()) {
      all.addIds(Principal.newBuilder().setNotId(anyOf(sources.denied())));
    }
    return RBAC.newBuilder()
        .putPolicies(
            "sources",
            Policy.newBuilder()
                .addPermissions(Permission.newBuilder().setAny(true))
                .addPrincipals(Principal.newBuilder().setAndIds(all))
                .build())
        .build();
  }

  /** Closes the connections of all others; stands in front of who passes them on. */
  static Filter connections(String name, SourceRanges sources) {
    return Filter.newBuilder()
        .setName(Names.NETWORK_RBAC)
        .setTypedConfig(
            pack(
                io.envoyproxy
                    .envoy
                    .extensions
                    .filters
                    .network
                    .rbac
                    .v3
                    .RBAC
                    .newBuilder()
                    .setStatPrefix(name)
                    .setRules(of(sources))
                    .build()))
        .build();
  }

  private static Principal anyOf(List<String> networks) {
    Principal.Set.Builder set = Principal.Set.newBuilder();
    networks.forEach(network -> set.addIds(Principal.newBuilder().setRemoteIp(range(network))));
    return Principal.newBuilder().setOrIds(set).build();
  }

  private static CidrRange range(String network) {
    int slash = network.indexOf('/');
    return CidrRange.newBuilder()
        .setAddressPrefix(network.substring(0, slash))
        .setPrefixLen(UInt32Value.of(Integer.parseInt(network.substring(slash + 1))))
        .build();
  }
}
