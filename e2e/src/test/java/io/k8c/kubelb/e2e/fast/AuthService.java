package io.k8c.kubelb.e2e.fast;

import com.google.rpc.Code;
import com.google.rpc.Status;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext.HttpRequest;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Who is asked about requests, by HTTP and by gRPC. A path that ends in {@code /deny} is refused,
 * one in {@code /login} sent away, one in {@code /broken} not decided; all others are let in as
 * jane, with headers besides that are none of her business.
 */
final class AuthService implements AutoCloseable {
  private static final Map<String, String> WELCOME =
      Map.of("x-user", "jane", "x-other", "1", "x-envoy-retry-on", "5xx", "host", "other.example");

  private final HttpServer http;
  private final Server grpc;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  AuthService() {
    try {
      http = HttpServer.create(new InetSocketAddress("127.0.0.1", FastTier.freePort()), 100);
      grpc =
          NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", FastTier.freePort()))
              .addService(new Checks())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::answer);
    http.start();
  }

  /** What it was told of a request; names of headers in lower case. */
  record Asked(String method, String path, Map<String, String> headers, String body) {}

  int httpPort() {
    return http.getAddress().getPort();
  }

  int grpcPort() {
    return grpc.getPort();
  }

  /** About which requests so far, by either way. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** The last of them. */
  Asked last() {
    return asked.getLast();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().toString();
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              path,
              headers,
              new String(body, StandardCharsets.ISO_8859_1)));
      if (path.endsWith("/login")) {
        exchange.getResponseHeaders().set("Location", "https://login.example.com/");
        exchange.getResponseHeaders().set("Set-Cookie", "state=1");
        send(exchange, 302, "");
      } else if (path.endsWith("/deny")) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic");
        send(exchange, 401, "who are you");
      } else if (path.endsWith("/broken")) {
        send(exchange, 500, "a secret of the service");
      } else {
        WELCOME.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", "text/welcome");
        send(exchange, 200, "welcome");
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private final class Checks extends AuthorizationGrpc.AuthorizationImplBase {
    @Override
    public void check(CheckRequest question, StreamObserver<CheckResponse> answers) {
      HttpRequest request = question.getAttributes().getRequest().getHttp();
      asked.add(
          new Asked(
              request.getMethod(),
              request.getPath(),
              new TreeMap<>(request.getHeadersMap()),
              request.getBody()));
      answers.onNext(request.getPath().endsWith("/deny") ? denied() : welcome());
      answers.onCompleted();
    }

    private static CheckResponse denied() {
      return CheckResponse.newBuilder()
          .setStatus(Status.newBuilder().setCode(Code.UNAUTHENTICATED_VALUE))
          .setDeniedResponse(
              DeniedHttpResponse.newBuilder()
                  .setStatus(HttpStatus.newBuilder().setCode(StatusCode.Unauthorized))
                  .addHeaders(header("www-authenticate", "Basic"))
                  .setBody("who are you"))
          .build();
    }

    private static CheckResponse welcome() {
      OkHttpResponse.Builder ok =
          OkHttpResponse.newBuilder()
              .addHeaders(header(":path", "/other"))
              .addHeaders(header("content-length", "7"));
      WELCOME.forEach((name, value) -> ok.addHeaders(header(name, value)));
      return CheckResponse.newBuilder()
          .setStatus(Status.newBuilder().setCode(Code.OK_VALUE))
          .setOkResponse(ok)
          .build();
    }

    private static HeaderValueOption header(String name, String value) {
      return HeaderValueOption.newBuilder()
          .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
          .build();
    }
  }

  @Override
  public void close() {
    http.stop(0);
    grpc.shutdownNow();
  }
}
