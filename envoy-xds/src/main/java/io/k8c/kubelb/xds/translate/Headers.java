package io.k8c.kubelb.xds.translate;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.k8c.kubelb.xds.model.HeaderEdits;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Edits of headers in Envoy's two lists: what to put in and what to take out. */
final class Headers {
  private Headers() {}

  static List<HeaderValueOption> added(HeaderEdits edits) {
    return Stream.concat(
            options(edits.set(), HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD),
            options(edits.add(), HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD))
        .toList();
  }

  static List<String> removed(HeaderEdits edits) {
    return edits.remove().stream().filter(Headers::isEditable).toList();
  }

  private static Stream<HeaderValueOption> options(
      List<HeaderEdits.Header> headers, HeaderAppendAction action) {
    return headers.stream()
        .filter(header -> isEditable(header.name()))
        .map(
            header ->
                HeaderValueOption.newBuilder()
                    .setHeader(
                        HeaderValue.newBuilder()
                            .setKey(header.name())
                            .setValue(header.value().replace("%", "%%")))
                    .setAppendAction(action)
                    .build());
  }

  /** For one edit of these Envoy would refuse the whole table. */
  private static boolean isEditable(String name) {
    return !name.startsWith(":") && !name.toLowerCase(Locale.ROOT).equals("host");
  }
}
