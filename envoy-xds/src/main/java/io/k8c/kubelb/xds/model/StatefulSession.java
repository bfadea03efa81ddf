package io.k8c.kubelb.xds.model;

import java.time.Duration;
import java.util.List;

/**
 * Keeps a client with the endpoint that answered it first, by a token that names the endpoint.
 *
 * @param backends that tokens may lead to, whatever the weights are; empty where there is but one
 */
public record StatefulSession(Token token, List<Backend> backends) {
  public StatefulSession {
    backends = List.copyOf(backends);
  }

  /** What carries the address of the endpoint, in answers and then in requests. */
  public sealed interface Token {
    String name();

    /**
     * A cookie that neither scripts nor other sites get hold of.
     *
     * @param lifetime in whole seconds; zero for as long as the browser runs
     * @param secure whether browsers send it over TLS only
     */
    record Cookie(String name, String path, Duration lifetime, boolean secure) implements Token {}

    /** A header, which clients have to give back by themselves. */
    record Header(String name) implements Token {}
  }

  /**
   * An upstream that a token is known by.
   *
   * @param port of all its endpoints, and of nobody else's
   */
  public record Backend(String upstream, int port) {}

  /** The same for clients that come over TLS. */
  public StatefulSession secured() {
    return switch (token) {
      case Token.Cookie cookie ->
          new StatefulSession(
              new Token.Cookie(cookie.name(), cookie.path(), cookie.lifetime(), true), backends);
      case Token.Header _ -> this;
    };
  }
}
