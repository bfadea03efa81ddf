package io.k8c.kubelb.kit.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A port of the process that answers GET with plain text, for probes and scrapes. */
public final class Endpoint implements AutoCloseable {
  private final HttpServer server;

  /**
   * Listens on an address such as {@code :8081} or {@code 127.0.0.1:0}.
   *
   * @throws UncheckedIOException where the port is taken
   */
  public Endpoint(String address) {
    try {
      server = HttpServer.create(parse(address), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address, e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
  }

  private static InetSocketAddress parse(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    String host = address.substring(0, Math.max(colon, 0));
    return host.isEmpty()
        ? new InetSocketAddress(port)
        : new InetSocketAddress(InetAddress.getByName(host), port);
  }

  /** Serves a page; call it before {@link #start}. */
  public Endpoint page(String path, Supplier<Page> page) {
    server.createContext(path, exchange -> answer(exchange, page));
    return this;
  }

  /** Starts to answer. */
  public Endpoint start() {
    server.start();
    return this;
  }

  /** The port that is listened on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, Supplier<Page> page) throws IOException {
    try (exchange) {
      Page answer = made(page);
      byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** A check that fails is an answer too: a probe that hangs would tell nobody why. */
  private static Page made(Supplier<Page> page) {
    try {
      return page.get();
    } catch (RuntimeException e) {
      return Page.text(500, "cannot tell: " + e + "\n");
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** What a page answers. */
  public record Page(int status, String contentType, String text) {
    public static Page text(int status, String text) {
      return new Page(status, "text/plain; charset=utf-8", text);
    }
  }
}
