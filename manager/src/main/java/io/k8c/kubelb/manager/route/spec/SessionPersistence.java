package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.RouteMatch.Path;
import io.k8c.kubelb.xds.model.StatefulSession;
import io.k8c.kubelb.xds.model.StatefulSession.Backend;
import io.k8c.kubelb.xds.model.StatefulSession.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How the clients of a rule stay with the backend that answered them first.
 *
 * @param carrier what their requests carry
 * @param name of that; left out for one that no other rule has
 * @param lifetime of a cookie in whole seconds, zero for as long as the browser runs
 */
public record SessionPersistence(Carrier carrier, Optional<String> name, Duration lifetime) {
  private static final String FIELD = "sessionPersistence";
  private static final String TIMEOUT = "absoluteTimeout";
  private static final int LONGEST_NAME = 128;

  private static final Set<String> COOKIES = Set.of("cookie", "set-cookie");

  /** What the requests of a session carry. */
  public enum Carrier {
    COOKIE,
    HEADER
  }

  /** Reads {@code sessionPersistence} of a rule. */
  static Optional<SessionPersistence> read(Tree rule, Findings findings) {
    return rule.find(FIELD).map(tree -> of(tree, findings));
  }

  private static SessionPersistence of(Tree tree, Findings findings) {
    String type = tree.text("type", "Cookie");
    if (!type.equals("Cookie") && !type.equals("Header")) {
      findings.unsupported(
          "type " + Findings.shown(type) + " of a session is not known; use Cookie or Header");
    }
    Carrier carrier = carrier(tree);
    Optional<String> name = tree.text("sessionName");
    name.flatMap(text -> problem(text, carrier)).ifPresent(findings::unsupported);
    return new SessionPersistence(carrier, name, lifetime(tree, findings));
  }

  /** Fields of a rule's session that have no effect. */
  static List<String> ignored(String path, Tree rule) {
    Tree tree = rule.at(FIELD);
    List<String> fields = new ArrayList<>(List.of("idleTimeout"));
    if (!isPermanent(tree)) {
      fields.add(TIMEOUT);
    }
    if (carrier(tree) == Carrier.HEADER) {
      fields.add("cookieConfig");
    }
    return Ignored.fields(path + FIELD + ".", tree, fields.toArray(String[]::new));
  }

  private static Carrier carrier(Tree tree) {
    return tree.text("type", "").equals("Header") ? Carrier.HEADER : Carrier.COOKIE;
  }

  private static boolean isPermanent(Tree tree) {
    return carrier(tree) == Carrier.COOKIE
        && tree.at("cookieConfig").text("lifetimeType", "").equals("Permanent");
  }

  private static Duration lifetime(Tree tree, Findings findings) {
    String type = tree.at("cookieConfig").text("lifetimeType", "Session");
    if (!type.equals("Session") && !type.equals("Permanent")) {
      findings.unsupported(
          "lifetimeType " + Findings.shown(type) + " is not known; use Session or Permanent");
    }
    if (!isPermanent(tree)) {
      return Duration.ZERO;
    }
    int before = findings.count();
    Optional<Duration> timeout =
        TimeLimits.duration(tree, TIMEOUT, findings).filter(Duration::isPositive);
    if (timeout.isEmpty() && findings.isStill(before)) {
      findings.unsupported(
          "a Permanent cookie has no lifetime; say it by " + TIMEOUT + ", as 1h or 30m");
    }
    return timeout
        .map(time -> Duration.ofSeconds(time.plusMillis(999).toSeconds()))
        .orElse(Duration.ZERO);
  }

  private static Optional<String> problem(String name, Carrier carrier) {
    if (name.length() > LONGEST_NAME || !HeaderSyntax.isName(name)) {
      return refused(name, "use at most " + LONGEST_NAME + " letters, digits and -");
    }
    String plain = name.toLowerCase(Locale.ROOT);
    return carrier == Carrier.HEADER
            && (HeaderSyntax.isReserved(name) || COOKIES.contains(plain) || plain.contains("_"))
        ? refused(name, "use a header that means nothing else and has no _, as X-Session")
        : Optional.empty();
  }

  private static Optional<String> refused(String name, String remedy) {
    return Optional.of(
        "sessionName " + Findings.shown(name) + " cannot be the name of a session; " + remedy);
  }

  /**
   * What the proxy does about it.
   *
   * @param path that the requests match by
   * @param unique name for a session that has none
   * @param backends between which the requests are shared out
   */
  public StatefulSession over(Path path, String unique, List<Backend> backends) {
    String called = name.orElse(unique);
    Token token =
        switch (carrier) {
          case COOKIE -> new Token.Cookie(called, CookiePath.of(path), lifetime, false);
          case HEADER -> new Token.Header(called);
        };
    return new StatefulSession(token, backends);
  }
}
