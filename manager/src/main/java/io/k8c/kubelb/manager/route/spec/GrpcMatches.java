package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteMatch.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Matches of GRPCRoutes: a call of a method is a request for the path /service/method. */
final class GrpcMatches {
  private static final Pattern SERVICE =
      Pattern.compile("\\.?[A-Za-z_][A-Za-z_0-9]*(\\.[A-Za-z_][A-Za-z_0-9]*)*");
  private static final int LONGEST = 1024;
  private static final Pattern METHOD = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
  private static final String ANY = "[^/]+";

  private GrpcMatches() {}

  /** A match, unless something of it is wrong. */
  static Optional<Match> read(Tree tree, Findings findings) {
    int before = findings.count();
    Tree method = tree.at("method");
    Path path =
        switch (method.text("type", "Exact")) {
          case "Exact" -> exact(method, findings);
          case "RegularExpression" -> regex(method.text("service"), method.text("method"));
          default -> {
            findings.unsupported("type of a method is not known; use Exact or RegularExpression");
            yield new Path.Prefix("/");
          }
        };
    if (path instanceof Path.Regex regex) {
      Expressions.problem(regex.pattern()).ifPresent(findings::unsupported);
    }
    RouteMatch match =
        new RouteMatch(path, Optional.empty(), Values.headers(tree, findings), List.of());
    Rank rank =
        new Rank(0, method.text("service", "").length(), method.text("method", "").length());
    return findings.isStill(before) ? Optional.of(new Match(match, rank)) : Optional.empty();
  }

  private static Path exact(Tree tree, Findings findings) {
    Optional<String> service = tree.text("service");
    Optional<String> method = tree.text("method");
    service
        .filter(name -> name.length() > LONGEST || !SERVICE.matcher(name).matches())
        .ifPresent(name -> findings.unsupported(none(name, "service", "letters, digits, _ and .")));
    method
        .filter(name -> name.length() > LONGEST || !METHOD.matcher(name).matches())
        .ifPresent(name -> findings.unsupported(none(name, "method", "letters, digits and _")));
    if (service.isPresent()) {
      String prefix = "/" + service.get();
      return method
          .<Path>map(name -> new Path.Exact(prefix + "/" + name))
          .orElseGet(() -> new Path.Prefix(prefix));
    }
    return method.isPresent() ? regex(service, method) : new Path.Prefix("/");
  }

  private static String none(String name, String what, String letters) {
    return Findings.shown(name)
        + " is not the name of a "
        + what
        + "; use at most "
        + LONGEST
        + " characters out of "
        + letters;
  }

  private static Path regex(Optional<String> service, Optional<String> method) {
    return new Path.Regex("/(?:" + service.orElse(ANY) + ")/(?:" + method.orElse(ANY) + ")");
  }
}
