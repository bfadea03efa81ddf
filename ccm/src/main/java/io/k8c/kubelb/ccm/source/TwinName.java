package io.k8c.kubelb.ccm.source;

import io.k8c.kubelb.api.BoundedName;

/** Names of what we keep beside an object of the tenant. */
final class TwinName {
  private static final String SUFFIX = "-nodeport";

  private TwinName() {}

  /** {@code NAME-nodeport}. */
  static String of(String name) {
    return BoundedName.of(name, SUFFIX, BoundedName.LABEL);
  }
}
