package io.k8c.kubelb.e2e.fuzz;

import com.sun.net.httpserver.HttpServer;
import io.k8c.kubelb.e2e.fast.FastTier;
import io.k8c.kubelb.e2e.fast.Web;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend, and requests that reach it through the proxy one after the other. */
final class SteadyTraffic implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final HttpServer backend;
  private final Web web;
  private final AtomicInteger requests = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Thread client = Thread.ofVirtual().unstarted(this::ask);

  SteadyTraffic(String host, int port) {
    this.web = Web.at(port).host(host);
    try {
      backend = HttpServer.create(new InetSocketAddress("127.0.0.1", FastTier.freePort()), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    backend.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    backend.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, -1);
          }
        });
    backend.start();
  }

  int backendPort() {
    return backend.getAddress().getPort();
  }

  void start() {
    client.start();
  }

  private void ask() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        int status = web.get("/").status();
        if (status != 200) {
          failures.add("status " + status);
        }
      } catch (UncheckedIOException e) {
        failures.add(e.getMessage());
      }
      requests.incrementAndGet();
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  int requests() {
    return requests.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    client.interrupt();
    try {
      client.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    backend.stop(0);
  }
}
