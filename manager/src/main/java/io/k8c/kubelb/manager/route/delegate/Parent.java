package io.k8c.kubelb.manager.route.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.util.List;
import java.util.Optional;

/**
 * A parent of a route that another controller serves.
 *
 * @param written what the tenant wrote, which its status repeats
 * @param references what the object in the hub says instead; several where not all listeners of the
 *     parent take the route
 * @param hostnames of the route, those that are its tenant's there
 * @param refused why the route is kept from it
 */
record Parent(
    JsonNode written,
    List<ObjectNode> references,
    List<String> hostnames,
    Optional<Finding> refused) {
  Parent {
    references = List.copyOf(references);
    hostnames = List.copyOf(hostnames);
  }

  static Parent of(JsonNode written, ObjectNode reference, List<String> hostnames) {
    return new Parent(written, List.of(reference), hostnames, Optional.empty());
  }

  static Parent refused(JsonNode written, Finding finding) {
    return new Parent(written, List.of(), List.of(), Optional.of(finding));
  }
}
