package io.k8c.kubelb.manager.route.spec;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Objects of a tenant as they are read. */
final class Trees {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "nginx.ingress.kubernetes.io/";

  private Trees() {}

  static Tree of(Map<String, ?> fields) {
    return Tree.of(JSON.valueToTree(fields));
  }

  /** What is read of an HTTPRoute of one rule. */
  static RequestRule rule(Map<String, ?> fields) {
    return RequestRoute.http(of(Map.of("rules", List.of(fields)))).rules().getFirst();
  }

  /** The same of a filter of that rule. */
  static RequestRule filter(String type, String field, Map<String, ?> filter) {
    return rule(Map.of("filters", List.of(Map.of("type", type, field, filter))));
  }

  /** An Ingress with annotations of ingress-nginx. */
  static IngressSpec ingress(Map<String, String> annotations) {
    Map<String, String> all =
        annotations.entrySet().stream()
            .collect(Collectors.toMap(each -> PREFIX + each.getKey(), Map.Entry::getValue));
    return IngressSpec.of(of(Map.of("annotations", all)), of(Map.of()));
  }
}
