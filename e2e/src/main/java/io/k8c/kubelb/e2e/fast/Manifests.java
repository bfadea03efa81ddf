package io.k8c.kubelb.e2e.fast;

/** What users of a tenant cluster write for a Gateway, all in the namespace {@code default}. */
public final class Manifests {
  /** The class of the Gateways that the hub serves, as tenant clusters have it. */
  public static final String CLASS = gatewayClass("kubelb", "kubelb.k8c.io/ccm");

  /** One listener for HTTP, as a field of a Gateway's spec. */
  public static final String HTTP = "listeners: [{name: http, port: 80, protocol: HTTP}]";

  private Manifests() {}

  /** All of them as one text. */
  public static String all(String... manifests) {
    return String.join("---\n", manifests);
  }

  public static String gatewayClass(String name, String controller) {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata: {name: %s}
    spec: {controllerName: %s}
    """
        .formatted(name, controller);
  }

  /** A Gateway of a class; more fields of its spec as {@link #HTTP}, with commas between them. */
  public static String gateway(String className, String name, String fields) {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: %s, namespace: default}
    spec: {gatewayClassName: %s, %s}
    """
        .formatted(name, className, fields);
  }

  /** From {@code NAME.example.com} at a Gateway to port 80 of the Service of the same name. */
  public static String httpRoute(String gateway, String name) {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: %2$s, namespace: default}
    spec:
      parentRefs: [{name: %1$s}]
      hostnames: [%2$s.example.com]
      rules: [{backendRefs: [{name: %2$s, port: 80}]}]
    """
        .formatted(gateway, name);
  }

  /** A Service inside of the cluster. */
  public static String service(String name, int port) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %1$s, namespace: default}
    spec:
      selector: {app: %1$s}
      ports: [{name: http, port: %2$d, targetPort: 8080}]
    """
        .formatted(name, port);
  }
}
