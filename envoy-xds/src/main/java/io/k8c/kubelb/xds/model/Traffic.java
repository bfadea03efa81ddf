package io.k8c.kubelb.xds.model;

import java.util.List;
import java.util.Optional;

/** What a listener does with what it accepts. */
public sealed interface Traffic {
  /** Where all of it goes, if it is one place. */
  Optional<Upstream> upstream();

  /** Bytes of a TCP connection, passed on unread. */
  record Tcp(Upstream target) implements Traffic {
    @Override
    public Optional<Upstream> upstream() {
      return Optional.of(target);
    }
  }

  /**
   * UDP datagrams, those of one client port kept together.
   *
   * @param accessLog how each client port is logged to standard output when it has fallen silent
   */
  record Udp(Upstream target, AccessLog accessLog) implements Traffic {
    @Override
    public Optional<Upstream> upstream() {
      return Optional.of(target);
    }
  }

  /** TCP connections, told apart by the server name that their clients ask for. */
  record Chains(List<FilterChain> chains) implements Traffic {
    public Chains {
      chains = List.copyOf(chains);
    }

    @Override
    public Optional<Upstream> upstream() {
      return Optional.empty();
    }
  }

  /**
   * HTTP/3: QUIC connections, told apart by the server name that their clients ask for.
   *
   * @param chains that end TLS and take requests; clients are not asked for certificates
   */
  record Quic(List<FilterChain> chains) implements Traffic {
    public Quic {
      chains = List.copyOf(chains);
      for (FilterChain chain : chains) {
        if (chain.tls().flatMap(TlsTermination::clients).isPresent()
            || chain.tls().isEmpty()
            || !(chain.target() instanceof FilterChain.Target.Http)) {
          throw new IllegalArgumentException("not for HTTP/3: " + chain.name());
        }
      }
    }

    @Override
    public Optional<Upstream> upstream() {
      return Optional.empty();
    }
  }
}
