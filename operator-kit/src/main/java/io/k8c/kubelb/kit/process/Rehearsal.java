package io.k8c.kubelb.kit.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An API server of a cluster with nothing in it, on loopback, for one purpose: while an image is
 * built the program starts against it, so that the JVM can keep what every start loads and links.
 */
public final class Rehearsal {
  private static final String ALLOWED =
      """
      {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectRulesReview","metadata":{},"spec":{},\
      "status":{"incomplete":false,"nonResourceRules":[],"resourceRules":[{"apiGroups":["*"],\
      "resources":["*"],"verbs":["*"]}]}}""";
  private static final String EMPTY_LIST =
      "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}";
  private static final String VERSION =
      "{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.0\"}";
  private static final String NOT_FOUND =
      "{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"status\":\"Failure\",\"code\":404}";

  private static final int START_SECONDS = 60;
  private static final int SECONDS = 4;

  private final HttpServer server;

  private Rehearsal() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", Rehearsal::answer);
    server.start();
  }

  /** Starts a program, gives it some seconds to lead and to reconcile, and ends the process. */
  public static void play(Program program) {
    Path kubeconfig = new Rehearsal().kubeconfig();
    CountDownLatch started = new CountDownLatch(1);
    Thread _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    program.start(kubeconfig);
                    started.countDown();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    try {
      boolean complete = started.await(START_SECONDS, TimeUnit.SECONDS);
      Thread.sleep(SECONDS * 1000L);
      System.exit(complete ? 0 : 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is rehearsed. */
  @FunctionalInterface
  public interface Program {
    /** Starts with the way to the API server. */
    void start(Path kubeconfig) throws InterruptedException;
  }

  private Path kubeconfig() {
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: c
        clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d", certificate-authority-data: LQ==}}]
        users: [{name: c, user: {token: rehearsal}}]
        contexts: [{name: c, context: {cluster: c, user: c, namespace: kubelb}}]
        """
            .formatted(server.getAddress().getPort());
    try {
      return Files.writeString(Files.createTempFile("rehearsal", ".kubeconfig"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (path.endsWith("/version")) {
        send(exchange, 200, VERSION);
      } else if (exchange.getRequestHeaders().containsKey("Upgrade")) {
        // No WebSockets here: the client then watches by HTTP.
        send(exchange, 200, "");
      } else if (query.contains("watch=true")) {
        hang(exchange);
      } else if (path.endsWith("selfsubjectrulesreviews")) {
        send(exchange, 201, ALLOWED);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 201, new String(body, StandardCharsets.UTF_8));
      } else if (path.matches(".*/(leases|secrets)/[^/]+")) {
        send(exchange, 404, NOT_FOUND);
      } else if (path.matches(".*/namespaces/[^/]+/[^/]+/[^/]+")) {
        send(exchange, 200, "{\"metadata\":{\"name\":\"rehearsal\"}}");
      } else {
        send(exchange, 200, EMPTY_LIST);
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** A watch on which nothing ever happens. */
  private static void hang(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().flush();
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
