package io.k8c.kubelb.xds.translate;

import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction.RedirectResponseCode;
import io.k8c.kubelb.xds.model.RouteMatch.Path;
import io.k8c.kubelb.xds.model.RouteRule.Action.Redirect;

/** Answers that send a client elsewhere. */
final class Redirects {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private Redirects() {}

  static RedirectAction action(Redirect redirect, Path matched) {
    RedirectAction.Builder action =
        RedirectAction.newBuilder().setResponseCode(code(redirect.status()));
    redirect.scheme().ifPresent(action::setSchemeRedirect);
    redirect.host().ifPresent(action::setHostRedirect);
    redirect.port().filter(port -> !isImplied(redirect, port)).ifPresent(action::setPortRedirect);
    redirect
        .path()
        .map(rewrite -> Paths.change(rewrite, matched))
        .ifPresent(
            change -> {
              switch (change) {
                case Paths.Change.Prefix prefix -> action.setPrefixRewrite(prefix.text());
                case Paths.Change.Regex regex -> action.setRegexRewrite(regex.rewrite());
              }
            });
    return action.build();
  }

  private static boolean isImplied(Redirect redirect, int port) {
    return switch (redirect.scheme().orElse("")) {
      case "http" -> port == HTTP;
      case "https" -> port == HTTPS;
      default -> port == HTTP || port == HTTPS;
    };
  }

  private static RedirectResponseCode code(int status) {
    return switch (status) {
      case 301 -> RedirectResponseCode.MOVED_PERMANENTLY;
      case 303 -> RedirectResponseCode.SEE_OTHER;
      case 307 -> RedirectResponseCode.TEMPORARY_REDIRECT;
      case 308 -> RedirectResponseCode.PERMANENT_REDIRECT;
      default -> RedirectResponseCode.FOUND;
    };
  }
}
