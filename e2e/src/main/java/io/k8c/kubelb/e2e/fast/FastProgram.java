package io.k8c.kubelb.e2e.fast;

import io.k8c.kubelb.e2e.lab.host.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** One of our programs as a process, with its pages. */
public record FastProgram(Running process, Pages pages) implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  /** Ports of a program's probes and of its scrape. */
  public record Pages(int health, int metrics) {
    List<String> arguments() {
      return List.of(
          "--health-probe-bind-address=127.0.0.1:" + health, "--metrics-addr=127.0.0.1:" + metrics);
    }
  }

  /** Waits until the program says that it is ready. */
  public FastProgram awaitReady() {
    Wait.upTo(START)
        .until(
            () -> process.isAlive() && isReady(),
            () -> process.name() + " is not ready: " + text(pages.health(), "/readyz"));
    return this;
  }

  /** What Prometheus would read. */
  public String metrics() {
    return text(pages.metrics(), "/metrics");
  }

  /** Whether the readiness probe would pass. */
  public boolean isReady() {
    return status(pages.health(), "/readyz") == 200;
  }

  /** What the readiness probe answers. */
  public String readiness() {
    return text(pages.health(), "/readyz");
  }

  private static int status(int port, String path) {
    try {
      return get(port, path).statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  private static String text(int port, String path) {
    try {
      return get(port, path).body();
    } catch (UncheckedIOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static HttpResponse<String> get(int port, String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
