package io.k8c.kubelb.xds.model;

import java.util.List;
import java.util.Optional;

/**
 * What a listener does with the connections that ask for certain server names.
 *
 * @param name unique in its listener
 * @param serverNames by SNI, {@code *.} in front for any label below; empty for every connection
 *     that no other chain takes
 * @param tls left out where the bytes are passed on as they come
 */
public record FilterChain(
    String name, List<String> serverNames, Optional<TlsTermination> tls, Target target) {
  public FilterChain {
    serverNames = List.copyOf(serverNames);
  }

  /** Where the connections of a chain go. */
  public sealed interface Target {
    /**
     * Requests, each by the rules of a table.
     *
     * @param table name of a {@link RouteTable}, which travels on its own
     */
    record Http(String table, HttpOptions options) implements Target {}

    /**
     * Whole connections; closed at once where no upstream has a weight.
     *
     * @param sources that they come from; all others are closed
     * @param accessLog how each connection is logged to standard output when it ends
     */
    record Tcp(List<WeightedUpstream> upstreams, SourceRanges sources, AccessLog accessLog)
        implements Target {
      /** Connections that are closed, whoever makes them. */
      public static final Tcp CLOSED = new Tcp(List.of(), SourceRanges.ALL, AccessLog.OFF);

      public Tcp {
        upstreams = List.copyOf(upstreams);
      }
    }
  }
}
