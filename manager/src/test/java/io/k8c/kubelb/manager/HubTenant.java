package io.k8c.kubelb.manager;

/**
 * What the hub holds of a tenant: objects as its CCM and the leader write them.
 *
 * @param namespace which the Tenant has the name of
 */
record HubTenant(String namespace) {

  String tenant() {
    return """
    apiVersion: kubelb.k8c.io/v1alpha1
    kind: Tenant
    metadata: {name: %s}
    """
        .formatted(namespace);
  }

  /** A node at each of these addresses. */
  String nodes(String... addresses) {
    return """
    apiVersion: kubelb.k8c.io/v1alpha1
    kind: Addresses
    metadata: {name: default, namespace: %s}
    spec: {addresses: [{ip: %s}]}
    """
        .formatted(namespace, String.join("}, {ip: ", addresses));
  }

  /** Port 80, which goes to a node port of the tenant's nodes. */
  String loadBalancer(String name) {
    return loadBalancer(name, namespace);
  }

  /** The same with the nodes of another namespace, which nobody may have. */
  String loadBalancer(String name, String nodesOf) {
    return """
    apiVersion: kubelb.k8c.io/v1alpha1
    kind: LoadBalancer
    metadata: {name: %s, namespace: %s}
    spec:
      endpoints:
      - addressesReference: {name: default, namespace: %s}
        ports: [{port: 30080}]
      ports: [{port: 80}]
    """
        .formatted(name, namespace, nodesOf);
  }

  /** The hub Service of a load balancer: its proxy listens on this port. */
  String service(String loadBalancer, int listener) {
    return """
    apiVersion: v1
    kind: Service
    metadata:
      name: envoy-%1$s
      namespace: %2$s
      labels: {kubelb.k8c.io/managed-by: kubelb, kubelb.k8c.io/lb-name: %1$s}
    spec:
      type: ClusterIP
      ports: [{name: 80-tcp, port: 80, protocol: TCP, targetPort: %3$d}]
    """
        .formatted(loadBalancer, namespace, listener);
  }
}
