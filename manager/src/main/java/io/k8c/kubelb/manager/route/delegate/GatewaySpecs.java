package io.k8c.kubelb.manager.route.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.manager.plan.AnnotationPolicy;
import io.k8c.kubelb.manager.route.InfrastructureRules;
import io.k8c.kubelb.manager.route.StatusTree;
import io.k8c.kubelb.manager.route.spec.Infrastructure;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.Tree;
import java.util.List;
import java.util.Map;

/** Gateways and ListenerSets as they stand in the tenant namespace. */
final class GatewaySpecs {
  private GatewaySpecs() {}

  /**
   * Specification of a Gateway. What is not named here is left behind: it might open the Gateway to
   * others, or refer to what is not the tenant's.
   */
  static ObjectNode gateway(Tree written, String className, AnnotationPolicy annotations) {
    ObjectNode spec = StatusTree.object().put("gatewayClassName", className);
    List.of("listeners", "addresses", "tls")
        .forEach(field -> written.find(field).ifPresent(tree -> spec.set(field, copy(tree))));
    own(spec.path("listeners"));
    if (written.at("allowedListeners").exists()) {
      same(spec.putObject("allowedListeners"));
    }
    infrastructure(spec, written.at("infrastructure"), annotations);
    return spec;
  }

  /** Specification of a ListenerSet whose Gateway has this name in the hub. */
  static ObjectNode listenerSet(Tree written, String gateway) {
    ObjectNode spec = StatusTree.object();
    spec.putObject("parentRef")
        .put("group", ObjectName.GATEWAY_API)
        .put("kind", HubKind.GATEWAY.kind())
        .put("name", gateway);
    written.find("listeners").ifPresent(tree -> spec.set("listeners", copy(tree)));
    own(spec.path("listeners"));
    return spec;
  }

  private static JsonNode copy(Tree tree) {
    return tree.node().deepCopy();
  }

  /** Namespaces of the tenant cluster mean nothing in the hub; who may attach is decided before. */
  private static void own(JsonNode listeners) {
    for (JsonNode listener : listeners) {
      if (listener instanceof ObjectNode fields) {
        ObjectNode allowed =
            fields.path("allowedRoutes") instanceof ObjectNode found
                ? found
                : fields.putObject("allowedRoutes");
        same(allowed);
      }
    }
  }

  private static void same(ObjectNode holder) {
    holder.putObject("namespaces").put("from", "Same");
  }

  private static void infrastructure(ObjectNode spec, Tree written, AnnotationPolicy annotations) {
    ObjectNode holder = StatusTree.object();
    InfrastructureRules rules = new InfrastructureRules(Infrastructure.of(written), annotations);
    texts(holder, "labels", rules.labels());
    texts(holder, "annotations", rules.annotations());
    if (!holder.isEmpty()) {
      spec.set("infrastructure", holder);
    }
  }

  private static void texts(ObjectNode holder, String field, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      ObjectNode node = holder.putObject(field);
      texts.forEach(node::put);
    }
  }
}
