package io.k8c.kubelb.xds.model;

/** What an upstream speaks. */
public enum Dialect {
  /** HTTP/1.1, or bytes that are not looked at. */
  HTTP1,
  /** HTTP/2, as gRPC needs it. */
  HTTP2
}
