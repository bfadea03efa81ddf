package io.k8c.kubelb.xds.model;

/**
 * What holds for all requests of a filter chain.
 *
 * @param trustedHops number of proxies in front that may say who the client is
 * @param accessLog how each request is logged to standard output
 * @param limits of the headers of a request; a larger request is refused
 */
public record HttpOptions(int trustedHops, AccessLog accessLog, HeaderLimits limits) {
  /** Nobody in front, quiet. */
  public static final HttpOptions PLAIN = new HttpOptions(0, AccessLog.OFF, HeaderLimits.DEFAULT);

  /**
   * How much a client may send ahead of its body.
   *
   * @param kilobytes of all headers together
   * @param count of headers
   */
  public record HeaderLimits(int kilobytes, int count) {
    /** Envoy's own. */
    public static final HeaderLimits DEFAULT = new HeaderLimits(60, 100);
  }
}
