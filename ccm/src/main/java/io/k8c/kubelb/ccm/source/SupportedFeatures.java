package io.k8c.kubelb.ccm.source;

import java.util.List;

/**
 * The features of Gateway API that work, as its conformance suite calls them. One that is added
 * here has its tests run; none is here whose tests fail.
 */
final class SupportedFeatures {
  /** In the order of the alphabet, as the standard wants it. */
  static final List<String> ALL = List.of("Gateway", "HTTPRoute", "ReferenceGrant");

  private SupportedFeatures() {}
}
