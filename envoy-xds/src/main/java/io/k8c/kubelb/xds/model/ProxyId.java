package io.k8c.kubelb.xds.model;

/**
 * Identity of one Envoy fleet; all its members get the same configuration.
 *
 * @param name unique in the hub, a DNS label; for a tenant's proxy its namespace
 */
public record ProxyId(String name) {
  public ProxyId {
    if (!name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?")) {
      throw new IllegalArgumentException("not the name of a proxy: " + name);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
