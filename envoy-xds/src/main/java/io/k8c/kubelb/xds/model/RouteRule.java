package io.k8c.kubelb.xds.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of the requests that match.
 *
 * @param name for people and access logs
 * @param requestHeaders edits on the way to the upstream
 * @param responseHeaders edits on the way back
 */
public record RouteRule(
    String name,
    RouteMatch match,
    HeaderEdits requestHeaders,
    HeaderEdits responseHeaders,
    Optional<Cors> cors,
    Guards guards,
    Action action) {

  /** A rule for whoever asks. */
  public RouteRule(
      String name,
      RouteMatch match,
      HeaderEdits requestHeaders,
      HeaderEdits responseHeaders,
      Optional<Cors> cors,
      Action action) {
    this(name, match, requestHeaders, responseHeaders, cors, Guards.NONE, action);
  }

  /** The same requests on the same terms, and something else done with them. */
  public RouteRule doing(Action other) {
    return new RouteRule(name, match, requestHeaders, responseHeaders, cors, guards, other);
  }

  /** What is done with a request. */
  public sealed interface Action {
    /**
     * It goes to one of these, by weight.
     *
     * @param host replaces the host of the request
     * @param affinity for upstreams with persistence
     * @param session for all others
     */
    record Forward(
        List<WeightedUpstream> upstreams,
        Optional<PathRewrite> path,
        Optional<String> host,
        List<Mirror> mirrors,
        Timeouts timeouts,
        Optional<Retry> retry,
        Optional<Affinity> affinity,
        Optional<StatefulSession> session)
        implements Action {
      public Forward {
        upstreams = List.copyOf(upstreams);
        mirrors = List.copyOf(mirrors);
      }

      /** To any endpoint. */
      public Forward(
          List<WeightedUpstream> upstreams,
          Optional<PathRewrite> path,
          Optional<String> host,
          List<Mirror> mirrors,
          Timeouts timeouts,
          Optional<Retry> retry) {
        this(upstreams, path, host, mirrors, timeouts, retry, Optional.empty(), Optional.empty());
      }

      /** The same to other upstreams. */
      public Forward to(List<WeightedUpstream> others) {
        return new Forward(others, path, host, mirrors, timeouts, retry, affinity, session);
      }

      /** The same for clients that come over TLS. */
      public Forward secured() {
        return new Forward(
            upstreams,
            path,
            host,
            mirrors,
            timeouts,
            retry,
            affinity,
            session.map(StatefulSession::secured));
      }
    }

    /**
     * The client is told to go elsewhere; what is left out stays as it was.
     *
     * @param port as clients see it; it is not told where the scheme implies it, and without a
     *     scheme 80 and 443 count as implied
     * @param status 301, 302, 303, 307 or 308
     */
    record Redirect(
        Optional<String> scheme,
        Optional<String> host,
        Optional<Integer> port,
        Optional<PathRewrite> path,
        int status)
        implements Action {
      private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

      public Redirect {
        if (!STATUSES.contains(status)) {
          throw new IllegalArgumentException("not the status of a redirect: " + status);
        }
      }
    }

    /**
     * The proxy answers by itself.
     *
     * @param status 200 to 599
     */
    record Respond(int status) implements Action {
      public Respond {
        if (status < 200 || status > 599) {
          throw new IllegalArgumentException("not the status of an answer: " + status);
        }
      }
    }
  }

  /** Another path for the request. */
  public sealed interface PathRewrite {
    /** All of it. */
    record Full(String path) implements PathRewrite {}

    /** The prefix by which the rule matched, whole elements again; all where it had none. */
    record Prefix(String prefix) implements PathRewrite {}

    /** What an RE2 expression finds; {@code \1} in the substitution is its first group. */
    record Regex(String pattern, String substitution) implements PathRewrite {}
  }

  /**
   * A copy of each request goes here too, its answer is dropped.
   *
   * @param numerator of {@code denominator} requests are copied
   */
  public record Mirror(String upstream, int numerator, int denominator) {}
}
