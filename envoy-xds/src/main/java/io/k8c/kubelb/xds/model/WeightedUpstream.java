package io.k8c.kubelb.xds.model;

/**
 * A share of the traffic.
 *
 * @param upstream name of an {@link Upstream}; requests for one that is not there are answered by
 *     500
 * @param weight in relation to the others of the list
 */
public record WeightedUpstream(
    String upstream, int weight, HeaderEdits requestHeaders, HeaderEdits responseHeaders) {
  public static WeightedUpstream of(String upstream, int weight) {
    return new WeightedUpstream(upstream, weight, HeaderEdits.NONE, HeaderEdits.NONE);
  }
}
