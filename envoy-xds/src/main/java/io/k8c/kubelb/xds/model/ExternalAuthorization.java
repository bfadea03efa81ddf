package io.k8c.kubelb.xds.model;

import java.util.List;

/**
 * A service that is asked about each request, and without whose yes nothing goes on: no answer is a
 * no.
 *
 * @param upstream where it is
 * @param authority under what name it is asked by gRPC
 * @param requestHeaders of the client that it is told
 * @param bodyBytes of the client's body that it is told; a longer one is answered by 413
 */
public record ExternalAuthorization(
    String upstream,
    String authority,
    Protocol protocol,
    List<String> requestHeaders,
    int bodyBytes) {
  public ExternalAuthorization {
    requestHeaders = List.copyOf(requestHeaders);
    if (bodyBytes < 0) {
      throw new IllegalArgumentException("not a size: " + bodyBytes);
    }
  }

  /** How it is asked. */
  public sealed interface Protocol {
    /** By Envoy's protocol. Without {@code requestHeaders} it is told all headers. */
    record Grpc() implements Protocol {}

    /**
     * By a request like the client's, on which 200 is a yes and every other answer is the client's.
     *
     * @param pathPrefix is put in front of the path
     * @param answerHeaders that go on to the upstream; empty for all that are not about the answer
     *     itself
     */
    record Http(String pathPrefix, List<String> answerHeaders) implements Protocol {
      public Http {
        answerHeaders = List.copyOf(answerHeaders);
      }
    }
  }
}
