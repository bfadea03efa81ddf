package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.access_loggers.stream.v3.StdoutAccessLog;
import io.envoyproxy.envoy.extensions.formatter.req_without_query.v3.ReqWithoutQuery;
import io.k8c.kubelb.xds.model.AccessLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lines about requests, connections, and clients that send datagrams. Queries and all but harmless
 * headers stay out: they may hold secrets.
 */
final class AccessLogs {
  private static final Map<String, String> REQUEST =
      fields(
          "time=%START_TIME%",
          "client=%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%",
          "method=%REQ(:METHOD)%",
          "host=%REQ(:AUTHORITY)%",
          "path=%REQ_WITHOUT_QUERY(:PATH)%",
          "protocol=%PROTOCOL%",
          "status=%RESPONSE_CODE%",
          "flags=%RESPONSE_FLAGS%",
          "details=%RESPONSE_CODE_DETAILS%",
          "received=%BYTES_RECEIVED%",
          "sent=%BYTES_SENT%",
          "milliseconds=%DURATION%",
          "route=%ROUTE_NAME%",
          "upstream=%UPSTREAM_CLUSTER%",
          "endpoint=%UPSTREAM_HOST%",
          "id=%REQ(X-REQUEST-ID)%");

  private static final Map<String, String> CONNECTION =
      fields(
          "time=%START_TIME%",
          "client=%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%",
          "sni=%REQUESTED_SERVER_NAME%",
          "flags=%RESPONSE_FLAGS%",
          "details=%CONNECTION_TERMINATION_DETAILS%",
          "received=%BYTES_RECEIVED%",
          "sent=%BYTES_SENT%",
          "milliseconds=%DURATION%",
          "upstream=%UPSTREAM_CLUSTER%",
          "endpoint=%UPSTREAM_HOST%");

  private static final Map<String, String> DATAGRAMS =
      fields(
          "time=%START_TIME%",
          "client=%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%",
          "flags=%RESPONSE_FLAGS%",
          "received=%BYTES_RECEIVED%",
          "sent=%BYTES_SENT%",
          "milliseconds=%DURATION%",
          "upstream=%DYNAMIC_METADATA(udp.proxy.session:cluster_name)%",
          "endpoint=%UPSTREAM_HOST%");

  private AccessLogs() {}

  private static Map<String, String> fields(String... pairs) {
    Map<String, String> fields = new LinkedHashMap<>();
    Stream.of(pairs).map(pair -> pair.split("=", 2)).forEach(pair -> fields.put(pair[0], pair[1]));
    return fields;
  }

  static Iterable<io.envoyproxy.envoy.config.accesslog.v3.AccessLog> requests(AccessLog form) {
    return lines(
        form,
        REQUEST,
        SubstitutionFormatString.newBuilder()
            .addFormatters(
                TypedExtensionConfig.newBuilder()
                    .setName(Names.WITHOUT_QUERY)
                    .setTypedConfig(pack(ReqWithoutQuery.getDefaultInstance()))));
  }

  static Iterable<io.envoyproxy.envoy.config.accesslog.v3.AccessLog> connections(AccessLog form) {
    return lines(form, CONNECTION, SubstitutionFormatString.newBuilder());
  }

  /** One for each client port. */
  static Iterable<io.envoyproxy.envoy.config.accesslog.v3.AccessLog> datagrams(AccessLog form) {
    return lines(form, DATAGRAMS, SubstitutionFormatString.newBuilder());
  }

  private static Iterable<io.envoyproxy.envoy.config.accesslog.v3.AccessLog> lines(
      AccessLog form, Map<String, String> fields, SubstitutionFormatString.Builder format) {
    return switch (form) {
      case OFF -> List.of();
      case TEXT -> List.of(stdout(format.setTextFormatSource(Secrets.inline(text(fields)))));
      case JSON -> List.of(stdout(format.setJsonFormat(json(fields))));
    };
  }

  private static String text(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining(" ", "", "\n"));
  }

  private static Struct.Builder json(Map<String, String> fields) {
    Struct.Builder json = Struct.newBuilder();
    fields.forEach(
        (name, value) -> json.putFields(name, Value.newBuilder().setStringValue(value).build()));
    return json;
  }

  private static io.envoyproxy.envoy.config.accesslog.v3.AccessLog stdout(
      SubstitutionFormatString.Builder format) {
    return io.envoyproxy.envoy.config.accesslog.v3.AccessLog.newBuilder()
        .setName(Names.STDOUT_LOG)
        .setTypedConfig(pack(StdoutAccessLog.newBuilder().setLogFormat(format).build()))
        .build();
  }
}
