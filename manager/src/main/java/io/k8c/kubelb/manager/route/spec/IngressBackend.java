package io.k8c.kubelb.manager.route.spec;

import java.util.Optional;

/**
 * Where requests of an Ingress go.
 *
 * @param refused why they go nowhere
 */
public record IngressBackend(
    String service, Optional<Integer> port, Optional<String> portName, Optional<String> refused) {
  static IngressBackend of(Tree tree) {
    Tree resource = tree.at("resource");
    Tree service = tree.at("service");
    return new IngressBackend(
        service.text("name", ""),
        service.at("port").integer("number").filter(number -> number > 0),
        service.at("port").text("name"),
        resource.exists()
            ? Optional.of(
                "resource backend "
                    + resource.text("kind", "")
                    + " "
                    + resource.text("name", "")
                    + " is not served; name a Service")
            : Optional.empty());
  }
}
