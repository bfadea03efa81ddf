package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.ConfigReader.list;
import static io.k8c.kubelb.xds.translate.ConfigReader.optional;
import static io.k8c.kubelb.xds.translate.ConfigReader.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.xds.model.Affinity;
import io.k8c.kubelb.xds.model.Cors;
import io.k8c.kubelb.xds.model.ExternalAuthorization;
import io.k8c.kubelb.xds.model.Guards;
import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.HeaderEdits.Header;
import io.k8c.kubelb.xds.model.Retry;
import io.k8c.kubelb.xds.model.RouteMatch;
import io.k8c.kubelb.xds.model.RouteMatch.Path;
import io.k8c.kubelb.xds.model.RouteMatch.Value;
import io.k8c.kubelb.xds.model.RouteRule;
import io.k8c.kubelb.xds.model.RouteRule.Action;
import io.k8c.kubelb.xds.model.RouteRule.Mirror;
import io.k8c.kubelb.xds.model.RouteRule.PathRewrite;
import io.k8c.kubelb.xds.model.RouteTable;
import io.k8c.kubelb.xds.model.RouteTable.VirtualHost;
import io.k8c.kubelb.xds.model.SourceRanges;
import io.k8c.kubelb.xds.model.StatefulSession;
import io.k8c.kubelb.xds.model.StatefulSession.Backend;
import io.k8c.kubelb.xds.model.StatefulSession.Token;
import io.k8c.kubelb.xds.model.Timeouts;
import io.k8c.kubelb.xds.model.WeightedUpstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Route tables from the YAML of golden inputs. */
final class RuleReader {
  private RuleReader() {}

  static RouteTable table(JsonNode tree) {
    return new RouteTable(
        tree.required("name").asText(),
        list(
            tree,
            "hosts",
            host ->
                new VirtualHost(
                    host.required("name").asText(),
                    texts(host, "domains"),
                    list(host, "rules", RuleReader::rule))),
        optional(tree, "http3").map(JsonNode::asInt));
  }

  private static RouteRule rule(JsonNode tree) {
    return new RouteRule(
        tree.path("name").asText(),
        new RouteMatch(
            path(tree.required("path")),
            text(tree, "method"),
            list(tree, "headers", RuleReader::value),
            list(tree, "query", RuleReader::value)),
        edits(tree.path("request")),
        edits(tree.path("response")),
        optional(tree, "cors").map(RuleReader::cors),
        optional(tree, "guards").map(RuleReader::guards).orElse(Guards.NONE),
        action(tree));
  }

  private static Guards guards(JsonNode tree) {
    return new Guards(
        sources(tree),
        optional(tree, "bodyBytes").map(JsonNode::asLong),
        optional(tree, "rate")
            .map(
                rate ->
                    new Guards.Rate(
                        rate.required("perSecond").asInt(), rate.required("burst").asInt())),
        optional(tree, "authorization").map(RuleReader::authorization));
  }

  private static ExternalAuthorization authorization(JsonNode tree) {
    return new ExternalAuthorization(
        tree.required("upstream").asText(),
        tree.required("authority").asText(),
        optional(tree, "http")
            .<ExternalAuthorization.Protocol>map(
                http ->
                    new ExternalAuthorization.Protocol.Http(
                        http.path("pathPrefix").asText(), texts(http, "answerHeaders")))
            .orElseGet(ExternalAuthorization.Protocol.Grpc::new),
        texts(tree, "requestHeaders"),
        tree.path("bodyBytes").asInt());
  }

  static SourceRanges sources(JsonNode tree) {
    return new SourceRanges(texts(tree, "allowed"), texts(tree, "denied"));
  }

  private static Affinity affinity(JsonNode tree) {
    return new Affinity(
        tree.required("cookie").asText(),
        Duration.parse(tree.path("maxAge").asText("PT0S")),
        tree.path("path").asText("/"),
        tree.path("secure").asBoolean(),
        text(tree, "sameSite"));
  }

  private static StatefulSession session(JsonNode tree) {
    Token token =
        text(tree, "header")
            .<Token>map(Token.Header::new)
            .orElseGet(
                () ->
                    new Token.Cookie(
                        tree.required("cookie").asText(),
                        tree.path("path").asText("/"),
                        Duration.parse(tree.path("lifetime").asText("PT0S")),
                        tree.path("secure").asBoolean()));
    return new StatefulSession(
        token,
        list(
            tree,
            "backends",
            backend ->
                new Backend(
                    backend.required("upstream").asText(), backend.required("port").asInt())));
  }

  private static Path path(JsonNode tree) {
    return text(tree, "exact")
        .<Path>map(Path.Exact::new)
        .or(() -> text(tree, "prefix").map(Path.Prefix::new))
        .orElseGet(() -> new Path.Regex(tree.required("regex").asText()));
  }

  private static Value value(JsonNode tree) {
    return new Value(
        tree.required("name").asText(),
        tree.required("value").asText(),
        tree.path("regex").asBoolean());
  }

  private static HeaderEdits edits(JsonNode tree) {
    return new HeaderEdits(headers(tree, "set"), headers(tree, "add"), texts(tree, "remove"));
  }

  private static List<Header> headers(JsonNode tree, String field) {
    return tree.path(field)
        .propertyStream()
        .map(entry -> new Header(entry.getKey(), entry.getValue().asText()))
        .toList();
  }

  private static Cors cors(JsonNode tree) {
    return new Cors(
        texts(tree, "origins"),
        texts(tree, "methods"),
        texts(tree, "requestHeaders"),
        texts(tree, "exposedHeaders"),
        tree.path("credentials").asBoolean(),
        Duration.parse(tree.path("maxAge").asText("PT5S")));
  }

  private static Action action(JsonNode tree) {
    return optional(tree, "forward")
        .<Action>map(RuleReader::forward)
        .or(() -> optional(tree, "redirect").map(RuleReader::redirect))
        .orElseGet(() -> new Action.Respond(tree.required("respond").asInt()));
  }

  private static Action.Forward forward(JsonNode tree) {
    return new Action.Forward(
        list(tree, "to", RuleReader::weighted),
        optional(tree, "path").map(RuleReader::rewrite),
        text(tree, "host"),
        list(
            tree,
            "mirrors",
            mirror ->
                new Mirror(
                    mirror.required("upstream").asText(),
                    mirror.required("numerator").asInt(),
                    mirror.required("denominator").asInt())),
        new Timeouts(time(tree, "timeout"), time(tree, "attempt"), time(tree, "idle")),
        optional(tree, "retry")
            .map(
                retry ->
                    new Retry(
                        retry.required("attempts").asInt(),
                        list(retry, "codes", JsonNode::asInt),
                        time(retry, "backoff"))),
        optional(tree, "affinity").map(RuleReader::affinity),
        optional(tree, "session").map(RuleReader::session));
  }

  static WeightedUpstream weighted(JsonNode tree) {
    return new WeightedUpstream(
        tree.required("upstream").asText(),
        tree.path("weight").asInt(1),
        edits(tree.path("request")),
        edits(tree.path("response")));
  }

  private static Action.Redirect redirect(JsonNode tree) {
    return new Action.Redirect(
        text(tree, "scheme"),
        text(tree, "host"),
        optional(tree, "port").map(JsonNode::asInt),
        optional(tree, "path").map(RuleReader::rewrite),
        tree.path("status").asInt(302));
  }

  private static PathRewrite rewrite(JsonNode tree) {
    return text(tree, "full")
        .<PathRewrite>map(PathRewrite.Full::new)
        .or(() -> text(tree, "prefix").map(PathRewrite.Prefix::new))
        .orElseGet(
            () ->
                new PathRewrite.Regex(
                    tree.required("regex").asText(), tree.required("substitution").asText()));
  }

  private static Optional<String> text(JsonNode tree, String field) {
    return optional(tree, field).map(JsonNode::asText);
  }

  private static Optional<Duration> time(JsonNode tree, String field) {
    return text(tree, field).map(Duration::parse);
  }
}
