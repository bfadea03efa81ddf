package io.k8c.kubelb.manager.route;

import java.util.List;
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
        .with("name", () -> dice.below(3) == 0 ? "named" : null)
        .with("matches", dice.many(match))
        .with("filters", () -> dice.below(2) == 0 ? List.of(filter().get()) : List.of())
        .with("backendRefs", dice.many(backend(true)))
        .with(
            "timeouts",
            dice.fields()
                .with("request", dice.one("10s", "0s", "1m30s"))
                .with("backendRequest", dice.one("5ms")))
        .with(
            "retry",
            dice.fields()
                .with("attempts", dice.one(1, 3))
                .with("codes", dice.one(List.of(500, 503)))
                .with("backoff", dice.one("100ms")));
  }

  private Supplier<Object> match() {
    return dice.fields()
        .with(
            "path",
            dice.fields()
                .with(
                    "type",
                    dice.one(
                        "Exact", "PathPrefix", "PathPrefix", "PathPrefix", "RegularExpression"))
                .with("value", dice.rarely("//", "/", "/a", "/a/", "/a/b", "/a%20b")))
        .with("method", dice.one("GET", "POST"))
        .with("headers", dice.many(value()))
        .with("queryParams", dice.many(value()));
  }

  private Supplier<Object> call() {
    return dice.fields()
        .with(
            "method",
            dice.fields()
                .with("type", dice.one("Exact", "Exact", "RegularExpression"))
                .with("service", dice.rarely("a/b", "a.B", "c.D"))
                .with("method", dice.one("Do", "Undo")))
        .with("headers", dice.many(value()));
  }

  private Supplier<Object> value() {
    return dice.fields()
        .with("type", dice.one("Exact", "Exact", "RegularExpression"))
        .with("name", () -> "x-" + dice.below(3))
        .with("value", dice.one("1", "[0-9]+", "a|b"));
  }

  private Supplier<Object> filter() {
    Supplier<Object> fraction =
        dice.fields().with("numerator", dice.one(1)).with("denominator", dice.one(3, 1000));
    return dice.fields()
        .with(
            "type",
            dice.rarely(
                "ExtensionRef",
                "RequestHeaderModifier",
                "ResponseHeaderModifier",
                "RequestMirror",
                "RequestRedirect",
                "URLRewrite",
                "CORS"))
        .with("requestHeaderModifier", edits())
        .with("responseHeaderModifier", edits())
        .with(
            "requestMirror",
            dice.fields()
                .with("backendRef", backend(false))
                .with("percent", dice.rarely(101, 0, 50))
                .with("fraction", () -> dice.below(2) == 0 ? fraction.get() : null))
        .with("requestRedirect", redirect())
        .with("urlRewrite", dice.fields().with("hostname", hostname()).with("path", path()))
        .with(
            "cors",
            dice.fields()
                .with("allowOrigins", dice.many(dice.rarely("?", "*", "https://*.example.com")))
                .with("allowMethods", dice.many(dice.one("GET", "*")))
                .with("maxAge", dice.one(1, 100)));
  }

  private Supplier<Object> redirect() {
    return dice.fields()
        .with("scheme", dice.one("https", "http"))
        .with("hostname", hostname())
        .with("port", dice.one(8443, 80, 443))
        .with("statusCode", dice.rarely(200, 301, 308))
        .with("path", path());
  }

  private Supplier<Object> edits() {
    return dice.fields()
        .with("set", dice.many(value()))
        .with("add", dice.many(value()))
        .with("remove", dice.many(dice.rarely("Host", "x-1", "x-2")));
  }

  private Supplier<Object> path() {
    return dice.fields()
        .with("type", dice.one("ReplaceFullPath", "ReplacePrefixMatch"))
        .with("replaceFullPath", dice.rarely("x y", "/x", "/x/y"))
        .with("replacePrefixMatch", dice.one("/y", "", "/"));
  }

  private Supplier<Object> backend(boolean filtered) {
    return dice.fields()
        .with("name", () -> "svc" + dice.below(3))
        .with("kind", dice.one("Service"))
        .with("namespace", () -> dice.below(5) == 0 ? "elsewhere" : null)
        .with("port", () -> 80 + dice.below(2))
        .with("weight", dice.one(0, 1, 10, 1000000))
        .with(
            "filters",
            () -> filtered && dice.below(5) == 0 ? dice.many(filter()).get() : List.of());
  }
}
