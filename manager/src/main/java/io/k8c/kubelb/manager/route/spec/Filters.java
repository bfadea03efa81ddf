package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.Cors;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.RouteRule.Action.Redirect;
import io.k8c.kubelb.xds.model.RouteRule.PathRewrite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is done with the requests of a rule besides forwarding them.
 *
 * @param redirect with the port that the rule names, if any
 */
public record Filters(
    HeaderEdits requestHeaders,
    HeaderEdits responseHeaders,
    Optional<Redirect> redirect,
    Optional<PathRewrite> path,
    Optional<String> host,
    List<MirrorRef> mirrors,
    Optional<Cors> cors,
    Optional<ExternalAuthRef> authorization) {
  public Filters {
    mirrors = List.copyOf(mirrors);
  }

  /** Reads the field {@code filters} of a rule or of a backend. */
  static Filters read(Tree owner, Findings findings) {
    Draft draft = new Draft();
    for (Tree filter : owner.list("filters", item -> item)) {
      draft.add(filter, findings);
    }
    if (draft.redirect.isPresent() && draft.seen.contains("URLRewrite")) {
      findings.incompatible(
          "RequestRedirect and URLRewrite exclude each other; remove one of them");
    }
    return new Filters(
        draft.request,
        draft.response,
        draft.redirect,
        draft.path,
        draft.host,
        draft.mirrors,
        draft.cors,
        draft.authorization);
  }

  boolean onlyHeaders() {
    return redirect.isEmpty()
        && path.isEmpty()
        && host.isEmpty()
        && mirrors.isEmpty()
        && cors.isEmpty()
        && authorization.isEmpty();
  }

  /** Whether it replaces the prefix by which a request matched. */
  boolean replacesPrefix() {
    return path.or(() -> redirect.flatMap(Redirect::path))
        .filter(PathRewrite.Prefix.class::isInstance)
        .isPresent();
  }

  private static final class Draft {
    private final Set<String> seen = new HashSet<>();
    private HeaderEdits request = HeaderEdits.NONE;
    private HeaderEdits response = HeaderEdits.NONE;
    private Optional<Redirect> redirect = Optional.empty();
    private Optional<PathRewrite> path = Optional.empty();
    private Optional<String> host = Optional.empty();
    private final List<MirrorRef> mirrors = new ArrayList<>();
    private Optional<Cors> cors = Optional.empty();
    private Optional<ExternalAuthRef> authorization = Optional.empty();

    void add(Tree filter, Findings findings) {
      String type = filter.text("type", "");
      if (!seen.add(type) && !type.equals("RequestMirror")) {
        findings.incompatible(
            "filter " + Findings.shown(type) + " stands twice; make one of the two");
      }
      switch (type) {
        case "RequestHeaderModifier" ->
            request = HeaderFilters.read(filter.at("requestHeaderModifier"), findings);
        case "ResponseHeaderModifier" ->
            response = HeaderFilters.read(filter.at("responseHeaderModifier"), findings);
        case "RequestMirror" -> mirrors.add(MirrorRef.of(filter.at("requestMirror"), findings));
        case "RequestRedirect" ->
            redirect = PathFilters.redirect(filter.at("requestRedirect"), findings);
        case "URLRewrite" -> {
          path = PathFilters.path(filter.at("urlRewrite", "path"), findings);
          host = PathFilters.host(filter.at("urlRewrite"), findings);
        }
        case "CORS" -> cors = Optional.of(CorsFilters.read(filter.at("cors"), findings));
        case "ExternalAuth" ->
            authorization = Optional.of(ExternalAuthRef.of(filter.at("externalAuth"), findings));
        default ->
            findings.unsupported(
                "filter "
                    + Findings.shown(type)
                    + " is not served; use RequestHeaderModifier, ResponseHeaderModifier,"
                    + " RequestMirror, RequestRedirect, URLRewrite, CORS or ExternalAuth");
      }
    }
  }
}
