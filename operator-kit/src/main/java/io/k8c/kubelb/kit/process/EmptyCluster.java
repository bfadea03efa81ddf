package io.k8c.kubelb.kit.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Answers on loopback as the API server of a cluster does that has nothing in it. */
final class EmptyCluster {
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

  private static final String PASSWORD = "rehearsal";
  private static final String ALIAS = "server";

  private final Path folder;
  private final HttpsServer server;
  private final KeyStore keys;

  EmptyCluster() throws IOException, GeneralSecurityException, InterruptedException {
    folder = Files.createTempDirectory("rehearsal");
    keys = keys(folder.resolve("server.p12"));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", EmptyCluster::answer);
    server.start();
  }

  /** Certificates can be made by a tool of the JDK only. */
  private static KeyStore keys(Path file)
      throws IOException, GeneralSecurityException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=rehearsal",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool made no certificate for the rehearsal");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stored = Files.newInputStream(file)) {
      keys.load(stored, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static SSLContext tls(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** The way to the cluster. */
  Path kubeconfig() throws IOException, GeneralSecurityException {
    Base64.Encoder base64 = Base64.getEncoder();
    String pem =
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(base64.encodeToString(keys.getCertificate(ALIAS).getEncoded()));
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: c
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
        users: [{name: c, user: {token: rehearsal}}]
        contexts: [{name: c, context: {cluster: c, user: c, namespace: kubelb}}]
        """
            .formatted(
                server.getAddress().getPort(),
                base64.encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));
    return Files.writeString(folder.resolve("kubeconfig"), text);
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
