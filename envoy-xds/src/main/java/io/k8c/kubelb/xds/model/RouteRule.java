package io.k8c.kubelb.xds.model;

import java.util.List;
import java.util.Optional;

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
    Action action) {

  /** What is done with a request. */
  public sealed interface Action {
    /**
     * It goes to one of these, by weight.
     *
     * @param host replaces the host of the request
     */
    record Forward(
        List<WeightedUpstream> upstreams,
        Optional<PathRewrite> path,
        Optional<String> host,
        List<Mirror> mirrors,
        Timeouts timeouts,
        Optional<Retry> retry)
        implements Action {
      public Forward {
        upstreams = List.copyOf(upstreams);
        mirrors = List.copyOf(mirrors);
      }
    }

    /** The client is told to go elsewhere; what is left out stays as it was. */
    record Redirect(
        Optional<String> scheme,
        Optional<String> host,
        Optional<Integer> port,
        Optional<PathRewrite> path,
        int status)
        implements Action {}

    /** The proxy answers by itself. */
    record Respond(int status) implements Action {}
  }

  /** Another path for the request. */
  public sealed interface PathRewrite {
    /** All of it. */
    record Full(String path) implements PathRewrite {}

    /** The prefix by which the rule matched. */
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
