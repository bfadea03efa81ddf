package io.k8c.kubelb.xds.model;

/**
 * What holds for all requests of a filter chain.
 *
 * @param trustedHops number of proxies in front that may say who the client is
 * @param accessLog whether each request is logged to standard output
 * @param misdirected whether a host that the chain's certificate is not for is answered by 421
 */
public record HttpOptions(int trustedHops, boolean accessLog, boolean misdirected) {
  /** Nobody in front, quiet. */
  public static final HttpOptions PLAIN = new HttpOptions(0, false, false);
}
