package io.k8c.kubelb.manager.route.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a route wants to be attached to.
 *
 * @param raw as the tenant wrote it, for the status
 */
public record ParentRef(Optional<String> section, Optional<Integer> port, JsonNode raw) {
  static ParentRef of(Tree tree) {
    return new ParentRef(tree.text("sectionName"), tree.integer("port"), tree.node());
  }
}
