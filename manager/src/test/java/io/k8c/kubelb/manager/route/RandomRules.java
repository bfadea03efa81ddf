package io.k8c.kubelb.manager.route;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Rules of routes as nobody would write them. */
final class RandomRules {
  private final Dice dice;

  RandomRules(Dice dice) {
    this.dice = dice;
  }

  Supplier<Object> hostname() {
    return dice.rarely(
        "d e", "a.example.com", "*.example.com", "b.example.com", "*.com", "EXAMPLE.com", "c.org");
  }

  Supplier<Object> rule(String kind) {
    Supplier<Object> match = kind.equals("GRPCRoute") ? call() : match();
    return dice.fields()
        .maybe("name", dice.one("named"))
        .maybe("matches", dice.many(match))
        .maybe("filters", () -> List.of(filter(kind)))
        .with("backendRefs", dice.many(backend()))
        .maybe(
            "timeouts",
            dice.fields()
                .maybe("request", dice.rarely("1y", "10s", "0s", "1m30s"))
                .maybe("backendRequest", dice.one("5ms")))
        .maybe(
            "retry",
            dice.fields()
                .maybe("attempts", dice.rarely(1000, 1, 3))
                .maybe("codes", dice.one(List.of(500, 503)))
                .maybe("backoff", dice.one("100ms")))
        .maybe("sessionPersistence", session());
  }

  private Supplier<Object> session() {
    return dice.fields()
        .maybe("sessionName", dice.rarely("a b", "x-session", "stay"))
        .maybe("type", dice.rarely("Guess", "Cookie", "Cookie", "Header"))
        .maybe("absoluteTimeout", dice.rarely("1y", "10m", "500ms"))
        .maybe(
            "cookieConfig",
            dice.fields().maybe("lifetimeType", dice.one("Session", "Permanent", "Permanent")));
  }

  private Supplier<Object> match() {
    return dice.fields()
        .maybe("path", this::pathMatch)
        .maybe("method", dice.rarely("YELL", "GET", "POST"))
        .maybe("headers", dice.many(value()))
        .maybe("queryParams", dice.many(value()));
  }

  private Object pathMatch() {
    return dice.below(5) == 0
        ? dice.fields()
            .with("type", dice.one("RegularExpression"))
            .with("value", dice.rarely("((", "/v[0-9]", "/.*\\.png", "(?i)/A"))
            .get()
        : dice.fields()
            .maybe("type", dice.rarely("Guess", "Exact", "PathPrefix", "PathPrefix"))
            .with("value", dice.rarely("//", "/", "/a", "/a/", "/a/b", "/a%20b"))
            .get();
  }

  private Supplier<Object> call() {
    return dice.fields()
        .maybe(
            "method",
            dice.fields()
                .maybe("type", dice.one("Exact", "Exact", "RegularExpression"))
                .maybe("service", dice.rarely("a/b", "a.B", "c.D"))
                .maybe("method", dice.one("Do", "Undo")))
        .maybe("headers", dice.many(value()));
  }

  private Supplier<Object> value() {
    return dice.fields()
        .maybe("type", dice.one("Exact", "Exact", "RegularExpression"))
        .with("name", dice.rarely("a b", "x-1", "x-2", "x-3"))
        .with("value", dice.rarely("(", "1", "[0-9]+", "a|b", "100%"));
  }

  private Object filter(String kind) {
    String type =
        kind.equals("HTTPRoute")
            ? List.of(
                    "RequestRedirect",
                    "URLRewrite",
                    "CORS",
                    "RequestMirror",
                    "ExternalAuth",
                    "ExtensionRef")
                .get(dice.below(6))
            : "RequestHeaderModifier";
    return dice.fields()
        .with("type", dice.one(type, "RequestHeaderModifier", "ResponseHeaderModifier"))
        .with("requestHeaderModifier", edits())
        .with("responseHeaderModifier", edits())
        .with("requestMirror", mirror())
        .with("requestRedirect", redirect())
        .with("urlRewrite", dice.fields().maybe("hostname", hostname()).maybe("path", path()))
        .with(
            "cors",
            dice.fields()
                .with("allowOrigins", dice.many(dice.rarely("?", "*", "https://*.example.com")))
                .maybe("allowMethods", dice.many(dice.one("GET", "*")))
                .maybe("allowHeaders", dice.many(dice.one("x-1", "*")))
                .maybe("exposeHeaders", dice.many(dice.one("x-1")))
                .maybe("allowCredentials", dice.one(true, false))
                .maybe("maxAge", dice.one(1, 100)))
        .with("externalAuth", externalAuth())
        .get();
  }

  private Supplier<Object> externalAuth() {
    Supplier<Object> header = dice.rarely("Host", "x-1", "X-2");
    return dice.fields()
        .with("protocol", dice.rarely("SOAP", "HTTP", "GRPC"))
        .with("backendRef", backend())
        .maybe("grpc", dice.fields().maybe("allowedHeaders", dice.many(header)))
        .maybe(
            "http",
            dice.fields()
                .maybe("path", dice.rarely("//", "/check", "/"))
                .maybe("allowedHeaders", dice.many(header))
                .maybe("allowedResponseHeaders", dice.many(header)))
        .maybe("forwardBody", dice.fields().maybe("maxSize", dice.rarely(1 << 20, 0, 1024)));
  }

  private Supplier<Object> mirror() {
    Supplier<Object> fraction =
        dice.fields().with("numerator", dice.one(1)).maybe("denominator", dice.one(3, 1000));
    return dice.fields()
        .with("backendRef", backend())
        .maybe("percent", dice.rarely(101, 0, 50))
        .maybe("fraction", fraction);
  }

  private Supplier<Object> redirect() {
    return dice.fields()
        .maybe("scheme", dice.rarely("ftp", "https", "http"))
        .maybe("hostname", hostname())
        .maybe("port", dice.one(8443, 80, 443))
        .maybe("statusCode", dice.rarely(200, 301, 302, 303, 307, 308))
        .maybe("path", path());
  }

  private Supplier<Object> edits() {
    Supplier<Object> header =
        dice.fields()
            .with("name", dice.rarely("Host", "x-1", "X-2"))
            .with("value", dice.rarely("a\nb", "1", "%REQ(x)%", "a,b"));
    return dice.fields()
        .maybe("set", dice.many(header))
        .maybe("add", dice.many(header))
        .maybe("remove", dice.many(dice.rarely("Host", "x-1", "x-2")));
  }

  private Supplier<Object> path() {
    return dice.fields()
        .with("type", dice.one("ReplaceFullPath", "ReplacePrefixMatch"))
        .with("replaceFullPath", dice.rarely("x y", "/x", "/x/y"))
        .with("replacePrefixMatch", dice.one("/y", "", "/"));
  }

  private Supplier<Object> backend() {
    return dice.fields()
        .with("name", () -> "svc" + dice.below(dice.below(9) == 0 ? 3 : 2))
        .maybe("kind", dice.one("Service"))
        .with("namespace", () -> dice.below(20) == 0 ? "elsewhere" : null)
        .with("port", () -> 80 + dice.below(2))
        .maybe("weight", dice.one(0, 1, 10, 1000000))
        .with(
            "filters",
            () ->
                dice.below(9) == 0
                    ? List.of(
                        Map.of(
                            "type",
                            "RequestHeaderModifier",
                            "requestHeaderModifier",
                            edits().get()))
                    : List.of());
  }
}
