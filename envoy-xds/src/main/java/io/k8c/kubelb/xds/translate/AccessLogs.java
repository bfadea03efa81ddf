package io.k8c.kubelb.xds.translate;

import static io.k8c.kubelb.xds.translate.Messages.pack;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.access_loggers.stream.v3.StdoutAccessLog;
import io.envoyproxy.envoy.extensions.formatter.req_without_query.v3.ReqWithoutQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Lines about requests. Queries and all but harmless headers stay out: they may hold secrets. */
final class AccessLogs {
  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("time", "%START_TIME%");
    FIELDS.put("client", "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%");
    FIELDS.put("method", "%REQ(:METHOD)%");
    FIELDS.put("host", "%REQ(:AUTHORITY)%");
    FIELDS.put("path", "%REQ_WITHOUT_QUERY(:PATH)%");
    FIELDS.put("protocol", "%PROTOCOL%");
    FIELDS.put("status", "%RESPONSE_CODE%");
    FIELDS.put("flags", "%RESPONSE_FLAGS%");
    FIELDS.put("details", "%RESPONSE_CODE_DETAILS%");
    FIELDS.put("received", "%BYTES_RECEIVED%");
    FIELDS.put("sent", "%BYTES_SENT%");
    FIELDS.put("milliseconds", "%DURATION%");
    FIELDS.put("route", "%ROUTE_NAME%");
    FIELDS.put("upstream", "%UPSTREAM_CLUSTER%");
    FIELDS.put("endpoint", "%UPSTREAM_HOST%");
    FIELDS.put("id", "%REQ(X-REQUEST-ID)%");
  }

  private AccessLogs() {}

  static AccessLog text() {
    String line =
        FIELDS.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining(" "));
    return stdout(format().setTextFormatSource(Secrets.inline(line + "\n")));
  }

  static AccessLog json() {
    Struct.Builder fields = Struct.newBuilder();
    FIELDS.forEach(
        (name, value) -> fields.putFields(name, Value.newBuilder().setStringValue(value).build()));
    return stdout(format().setJsonFormat(fields));
  }

  private static SubstitutionFormatString.Builder format() {
    return SubstitutionFormatString.newBuilder()
        .addFormatters(
            TypedExtensionConfig.newBuilder()
                .setName(Names.WITHOUT_QUERY)
                .setTypedConfig(pack(ReqWithoutQuery.getDefaultInstance())));
  }

  private static AccessLog stdout(SubstitutionFormatString.Builder format) {
    return AccessLog.newBuilder()
        .setName(Names.STDOUT_LOG)
        .setTypedConfig(pack(StdoutAccessLog.newBuilder().setLogFormat(format).build()))
        .build();
  }
}
