package io.k8c.kubelb.api;

/** The one rule from the name of a Tenant to the hub namespace that holds what is the tenant's. */
public final class TenantNamespace {
  private static final String PREFIX = "tenant-";

  private TenantNamespace() {}

  /**
   * {@code tenant-cluster-1} stays as it is, {@code primary} becomes {@code tenant-primary}: a name
   * that already carries the prefix is not prefixed again.
   */
  public static String of(String tenant) {
    return is(tenant) ? tenant : PREFIX + tenant;
  }

  /** Whether a namespace may be a tenant's. */
  public static boolean is(String namespace) {
    return namespace.startsWith(PREFIX);
  }
}
