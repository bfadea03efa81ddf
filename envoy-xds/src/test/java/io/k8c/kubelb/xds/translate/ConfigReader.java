package io.k8c.kubelb.xds.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.xds.model.AccessLog;
import io.k8c.kubelb.xds.model.Certificate;
import io.k8c.kubelb.xds.model.Dialect;
import io.k8c.kubelb.xds.model.Endpoint;
import io.k8c.kubelb.xds.model.FilterChain;
import io.k8c.kubelb.xds.model.FilterChain.Target;
import io.k8c.kubelb.xds.model.HealthCheck;
import io.k8c.kubelb.xds.model.HttpOptions;
import io.k8c.kubelb.xds.model.HttpOptions.HeaderLimits;
import io.k8c.kubelb.xds.model.Listener;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.TlsTermination;
import io.k8c.kubelb.xds.model.TlsTermination.ClientValidation;
import io.k8c.kubelb.xds.model.Traffic;
import io.k8c.kubelb.xds.model.Upstream;
import io.k8c.kubelb.xds.model.UpstreamTls;
import io.k8c.kubelb.xds.model.UpstreamTls.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Proxy configurations from the YAML of golden inputs. */
final class ConfigReader {
  private ConfigReader() {}

  static ProxyConfig config(JsonNode tree) {
    return new ProxyConfig(
        tree.required("revision").asText(),
        list(tree, "listeners", ConfigReader::listener),
        list(tree, "upstreams", ConfigReader::upstream),
        list(tree, "tables", RuleReader::table),
        list(tree, "certificates", ConfigReader::certificate));
  }

  static <T> List<T> list(JsonNode tree, String field, Function<JsonNode, T> element) {
    return tree.path(field).valueStream().map(element).toList();
  }

  static List<String> texts(JsonNode tree, String field) {
    return list(tree, field, JsonNode::asText);
  }

  static Optional<JsonNode> optional(JsonNode tree, String field) {
    return Optional.ofNullable(tree.get(field));
  }

  private static Listener listener(JsonNode tree) {
    Traffic traffic;
    if (tree.has("chains")) {
      traffic = new Traffic.Chains(list(tree, "chains", ConfigReader::chain));
    } else if (tree.has("quic")) {
      traffic = new Traffic.Quic(list(tree, "quic", ConfigReader::chain));
    } else if (tree.has("udp")) {
      traffic = new Traffic.Udp(upstream(tree.required("udp")), accessLog(tree));
    } else {
      traffic = new Traffic.Tcp(upstream(tree.required("tcp")));
    }
    return new Listener(tree.required("name").asText(), tree.required("port").asInt(), traffic);
  }

  private static FilterChain chain(JsonNode tree) {
    Target target =
        tree.has("http")
            ? new Target.Http(
                tree.get("http").required("table").asText(), options(tree.get("http")))
            : new Target.Tcp(
                list(tree, "tcp", RuleReader::weighted), RuleReader.sources(tree), accessLog(tree));
    return new FilterChain(
        tree.required("name").asText(),
        texts(tree, "serverNames"),
        optional(tree, "tls").map(ConfigReader::termination),
        target);
  }

  private static AccessLog accessLog(JsonNode tree) {
    return AccessLog.valueOf(tree.path("accessLog").asText("OFF"));
  }

  private static HttpOptions options(JsonNode tree) {
    HeaderLimits usual = HeaderLimits.DEFAULT;
    return new HttpOptions(
        tree.path("trustedHops").asInt(),
        accessLog(tree),
        new HeaderLimits(
            tree.path("headerKilobytes").asInt(usual.kilobytes()),
            tree.path("headerCount").asInt(usual.count())));
  }

  private static TlsTermination termination(JsonNode tree) {
    return new TlsTermination(
        texts(tree, "certificates"),
        optional(tree, "clients")
            .map(
                clients ->
                    new ClientValidation(
                        clients.required("authorities").asText(),
                        clients.path("optional").asBoolean())));
  }

  private static Upstream upstream(JsonNode tree) {
    return new Upstream(
        tree.required("upstream").asText(),
        list(tree, "endpoints", ConfigReader::endpoint),
        tree.path("persistence").asBoolean(),
        tree.path("proxyProtocol").asBoolean(),
        optional(tree, "check").map(check -> new HealthCheck(Duration.parse(check.asText()))),
        Dialect.valueOf(tree.path("dialect").asText("HTTP1")),
        optional(tree, "tls").map(ConfigReader::upstreamTls),
        tree.path("responseHeaderKilobytes").asInt(Upstream.RESPONSE_HEADER_KILOBYTES),
        optional(tree, "connect").map(time -> Duration.parse(time.asText())));
  }

  private static UpstreamTls upstreamTls(JsonNode tree) {
    return new UpstreamTls(
        tree.required("hostname").asText(),
        optional(tree, "authorities").map(JsonNode::asText),
        list(tree, "subjects", ConfigReader::subject),
        tree.path("verified").asBoolean(true),
        optional(tree, "certificate").map(JsonNode::asText));
  }

  private static Subject subject(JsonNode tree) {
    return tree.has("uri")
        ? new Subject.Uri(tree.get("uri").asText())
        : new Subject.Dns(tree.required("dns").asText());
  }

  private static Certificate certificate(JsonNode tree) {
    return new Certificate(
        tree.required("name").asText(),
        tree.required("chain").asText(),
        tree.required("key").asText());
  }

  private static Endpoint endpoint(JsonNode tree) {
    int port = tree.required("port").asInt();
    return tree.has("hostname")
        ? Endpoint.named(tree.get("hostname").asText(), port)
        : Endpoint.at(tree.required("ip").asText(), port);
  }
}
