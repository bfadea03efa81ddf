package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.duration;
import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy.CookieAttribute;
import io.envoyproxy.envoy.extensions.filters.http.stateful_session.v3.StatefulSession;
import io.envoyproxy.envoy.extensions.filters.http.stateful_session.v3.StatefulSessionPerRoute;
import io.envoyproxy.envoy.extensions.http.stateful_session.cookie.v3.CookieBasedSessionState;
import io.envoyproxy.envoy.extensions.http.stateful_session.header.v3.HeaderBasedSessionState;
import io.envoyproxy.envoy.type.http.v3.Cookie;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.k8c.kubelb.xds.model.StatefulSession.Token;
import java.util.ArrayList;
import java.util.List;

/** Sessions of clients with an endpoint: the filter that keeps them, and how to know one. */
final class Sessions {
  private Sessions() {}

  static StatefulSessionPerRoute filter(Token token) {
    return StatefulSessionPerRoute.newBuilder()
        .setStatefulSession(StatefulSession.newBuilder().setSessionState(state(token)))
        .build();
  }

  private static TypedExtensionConfig state(Token token) {
    return switch (token) {
      case Token.Cookie cookie ->
          state(
              Names.COOKIE_SESSION,
              CookieBasedSessionState.newBuilder().setCookie(cookie(cookie)).build());
      case Token.Header header ->
          state(
              Names.HEADER_SESSION,
              HeaderBasedSessionState.newBuilder().setName(header.name()).build());
    };
  }

  private static TypedExtensionConfig state(String name, Message config) {
    return TypedExtensionConfig.newBuilder().setName(name).setTypedConfig(pack(config)).build();
  }

  /** Envoy itself makes it HttpOnly. */
  private static Cookie cookie(Token.Cookie cookie) {
    List<CookieAttribute> attributes = new ArrayList<>();
    if (cookie.secure()) {
      attributes.add(attribute("Secure", ""));
    }
    attributes.add(attribute("SameSite", "Strict"));
    return Cookie.newBuilder()
        .setName(cookie.name())
        .setPath(cookie.path())
        .setTtl(duration(cookie.lifetime()))
        .setUnknownFields(NewerFields.of(NewerFields.COOKIE_ATTRIBUTES, attributes))
        .build();
  }

  /** Has the fields of an attribute of another message, of which there is a class. */
  private static CookieAttribute attribute(String name, String value) {
    return CookieAttribute.newBuilder().setName(name).setValue(value).build();
  }

  /** Requests whose session is with an endpoint of a port, whoever else sets cookies. */
  static HeaderMatcher match(Token token, int port) {
    String value = SessionTokens.of(port);
    return switch (token) {
      case Token.Header header -> matches(header.name(), value);
      case Token.Cookie cookie ->
          matches(
              "cookie",
              "(?:.*[;,])? *" + Paths.quote(cookie.name()) + "=\"?" + value + "\"? *(?:[;,].*)?");
    };
  }

  private static HeaderMatcher matches(String header, String pattern) {
    return HeaderMatcher.newBuilder()
        .setName(header)
        .setStringMatch(StringMatcher.newBuilder().setSafeRegex(Matches.regex(pattern)))
        .build();
  }
}
