package io.k8c.kubelb.ccm.source;

/**
 * Names an object of the tenant cluster.
 *
 * @param group empty for the core group
 * @param namespace empty for kinds without
 */
public record ObjectKey(String group, String kind, String namespace, String name) {

  public static ObjectKey of(TenantKind kind, String namespace, String name) {
    return new ObjectKey(kind.group(), kind.kind(), namespace, name);
  }

  /** An object of the core group. */
  public static ObjectKey core(String kind, String namespace, String name) {
    return new ObjectKey("", kind, namespace, name);
  }

  public static ObjectKey service(String namespace, String name) {
    return core("Service", namespace, name);
  }

  public static ObjectKey secret(String namespace, String name) {
    return core("Secret", namespace, name);
  }

  public static ObjectKey configMap(String namespace, String name) {
    return core("ConfigMap", namespace, name);
  }

  /** A namespace, by what is said of all in it: its labels. */
  public static ObjectKey namespace(String name) {
    return core("Namespace", "", name);
  }

  /** All ReferenceGrants of a namespace: none of them is referred to by name. */
  public static ObjectKey grants(String namespace) {
    return of(TenantKind.REFERENCE_GRANT, namespace, "");
  }

  /** All IngressClasses: which is the default one says each for itself. */
  public static ObjectKey ingressClasses() {
    return of(TenantKind.INGRESS_CLASS, "", "");
  }

  public boolean isService() {
    return group.isEmpty() && kind.equals("Service");
  }

  public boolean isSecret() {
    return group.isEmpty() && kind.equals("Secret");
  }

  public boolean isConfigMap() {
    return group.isEmpty() && kind.equals("ConfigMap");
  }

  @Override
  public String toString() {
    return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
