package io.k8c.kubelb.manager.route.spec;

import java.util.Optional;

/**
 * An address that a Gateway wants.
 *
 * @param value left out where any of the type will do
 */
public record AddressSpec(String type, Optional<String> value) {
  static AddressSpec of(Tree tree) {
    return new AddressSpec(tree.text("type", "IPAddress"), tree.text("value"));
  }
}
