package io.k8c.kubelb.xds.model;

import java.time.Duration;
import java.util.List;

/**
 * Which other origins' scripts may ask.
 *
 * @param origins {@code *} alone for all; {@code *} within one stands for any text
 * @param maxAge how long a browser may remember the answer
 */
public record Cors(
    List<String> origins,
    List<String> methods,
    List<String> requestHeaders,
    List<String> exposedHeaders,
    boolean credentials,
    Duration maxAge) {
  public Cors {
    origins = List.copyOf(origins);
    methods = List.copyOf(methods);
    requestHeaders = List.copyOf(requestHeaders);
    exposedHeaders = List.copyOf(exposedHeaders);
  }
}
