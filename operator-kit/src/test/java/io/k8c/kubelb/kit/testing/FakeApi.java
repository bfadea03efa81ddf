package io.k8c.kubelb.kit.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * An API server that takes every write as it is, knows what it was told, and remembers requests.
 */
public final class FakeApi implements AutoCloseable {
  private static final String STATUS =
      "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":%d,\"message\":\"%s\"}";

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> objects = new ConcurrentHashMap<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> refused = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final KubernetesClient client;

  /** What somebody asked, when. */
  public record Request(String method, String path, String query, String body, long nanos) {}

  public FakeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  public KubernetesClient client() {
    return client;
  }

  /** What was asked so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Answers a GET of a path. */
  public FakeApi knows(String path, String json) {
    objects.put(path, json);
    return this;
  }

  /** Answers whatever is sent to a path; without this a write is answered with what was sent. */
  public FakeApi answers(String path, String json) {
    answers.put(path, json);
    return this;
  }

  /** Refuses whatever is asked of a path. */
  public FakeApi refuses(String path, int status) {
    refused.put(path, status);
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String method = exchange.getRequestMethod();
      requests.add(new Request(method, path, query, body, System.nanoTime()));
      if (refused.containsKey(path)) {
        send(exchange, refused.get(path), STATUS.formatted(refused.get(path), "refused"));
      } else if (!method.equals("GET")) {
        send(exchange, 200, answers.getOrDefault(path, body.isEmpty() ? "{}" : body));
      } else if (objects.containsKey(path)) {
        send(exchange, 200, objects.get(path));
      } else {
        send(exchange, 404, STATUS.formatted(404, "not found"));
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }
}
