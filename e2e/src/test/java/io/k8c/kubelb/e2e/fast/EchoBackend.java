package io.k8c.kubelb.e2e.fast;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.k8c.kubelb.xds.model.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * A web server that answers with what it was asked, line by line: its name, the request line, the
 * headers. {@code /status/503} is answered by that status, {@code /slow} after two seconds.
 */
final class EchoBackend implements AutoCloseable {
  private static final int SLOW_MILLIS = 2000;

  private final String name;
  private final HttpServer server;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Deque<Integer> next = new ArrayDeque<>();

  EchoBackend(String name) {
    this(name, new InetSocketAddress("127.0.0.1", FastTier.freePort()), Optional.empty());
  }

  /** At a place, and over TLS where that is said. */
  EchoBackend(String name, InetSocketAddress place, Optional<SSLContext> tls) {
    this.name = name;
    try {
      server = tls.isPresent() ? secured(HttpsServer.create(), tls.get()) : HttpServer.create();
      server.bind(place, 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private static HttpServer secured(HttpsServer server, SSLContext tls) {
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  int port() {
    return server.getAddress().getPort();
  }

  Endpoint endpoint() {
    return Endpoint.at("127.0.0.1", port());
  }

  /** Paths of the requests so far. */
  List<String> seen() {
    return List.copyOf(seen);
  }

  /** The statuses of the next answers; after them all is well again. */
  synchronized void answers(Integer... statuses) {
    next.addAll(List.of(statuses));
  }

  private synchronized int status() {
    return next.isEmpty() ? 200 : next.poll();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      seen.add(exchange.getRequestURI().toString());
      exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestURI().getPath().endsWith("/slow")) {
        Thread.sleep(SLOW_MILLIS);
      }
      StringBuilder text = new StringBuilder(name + "\n");
      text.append("%s %s\n".formatted(exchange.getRequestMethod(), exchange.getRequestURI()));
      exchange
          .getRequestHeaders()
          .forEach(
              (key, values) ->
                  text.append(
                      "%s: %s\n"
                          .formatted(key.toLowerCase(Locale.ROOT), String.join(",", values))));
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("X-Backend", name);
      exchange.getResponseHeaders().set("X-Protocol", exchange.getProtocol());
      exchange.getResponseHeaders().set("Content-Type", "text/plain");
      exchange.sendResponseHeaders(status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
