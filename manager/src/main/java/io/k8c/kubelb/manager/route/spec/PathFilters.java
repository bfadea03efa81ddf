package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.RouteRule.Action.Redirect;
import io.k8c.kubelb.xds.model.RouteRule.PathRewrite;
import java.util.Optional;
import java.util.Set;

/** Filters that change where a request is for. */
final class PathFilters {
  private static final int FOUND = 302;
  private static final Set<Integer> STATUSES = Set.of(301, FOUND, 303, 307, 308);
  private static final int LAST_PORT = 65535;

  private PathFilters() {}

  /** A redirect, unless its status is none. */
  static Optional<Redirect> redirect(Tree tree, Findings findings) {
    Optional<String> scheme = tree.text("scheme");
    scheme
        .filter(word -> !word.equals("http") && !word.equals("https"))
        .ifPresent(
            word ->
                findings.unsupported(
                    "scheme " + Findings.shown(word) + " is not known; use http or https"));
    Optional<Integer> port = tree.integer("port");
    port.filter(number -> number < 1 || number > LAST_PORT)
        .ifPresent(
            number -> findings.unsupported(number + " is not a port; use 1 to " + LAST_PORT));
    int status = tree.integer("statusCode").orElse(FOUND);
    if (!STATUSES.contains(status)) {
      findings.unsupported(
          "status " + status + " does not redirect; use 301, 302, 303, 307 or 308");
      return Optional.empty();
    }
    return Optional.of(
        new Redirect(scheme, host(tree, findings), port, path(tree.at("path"), findings), status));
  }

  /** The field {@code hostname}. */
  static Optional<String> host(Tree tree, Findings findings) {
    Optional<String> text = tree.text("hostname");
    Optional<String> host =
        text.flatMap(Hostname::parse).filter(name -> !name.isWildcard()).map(Hostname::text);
    if (text.isPresent() && host.isEmpty()) {
      findings.unsupported(
          "hostname "
              + Findings.shown(text.get())
              + " is not the name of one host; use one such as www.example.com");
    }
    return host;
  }

  /** A change of the path. */
  static Optional<PathRewrite> path(Tree tree, Findings findings) {
    if (!tree.exists()) {
      return Optional.empty();
    }
    String full = tree.text("replaceFullPath", "");
    String prefix = tree.text("replacePrefixMatch", "");
    if (!PathSyntax.isReplacement(full) || !PathSyntax.isReplacement(prefix)) {
      findings.unsupported(
          "a path is replaced by what is no path; begin it with / and use at most "
              + PathSyntax.LONGEST
              + " characters");
    }
    return switch (tree.text("type", "")) {
      case "ReplaceFullPath" -> Optional.of(new PathRewrite.Full(full.isEmpty() ? "/" : full));
      case "ReplacePrefixMatch" -> Optional.of(new PathRewrite.Prefix(prefix));
      default -> {
        findings.unsupported(
            "type of a path change is not known; use ReplaceFullPath or ReplacePrefixMatch");
        yield Optional.empty();
      }
    };
  }
}
