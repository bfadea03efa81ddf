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

  /** A Gateway with one listener for HTTP at port 80, as the CCM ships it. */
  String gateway(String uid) {
    return """
    apiVersion: kubelb.k8c.io/v1alpha1
    kind: Route
    metadata:
      name: %1$s
      namespace: %2$s
      labels: {kubelb.k8c.io/origin-resource-kind: Gateway.gateway.networking.k8s.io}
    spec:
      source:
        kubernetes:
          resource:
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: public, namespace: default, uid: %1$s, generation: 1}
            spec:
              gatewayClassName: kubelb
              listeners: [{name: http, port: 80, protocol: HTTP}]
          facts: {}
    """
        .formatted(uid, namespace);
  }

  /** The hub Service of a Gateway: its proxy listens on this port. */
  String gatewayService(String uid, int listener) {
    return """
    apiVersion: v1
    kind: Service
    metadata:
      name: envoy-%1$s
      namespace: %2$s
      labels: {kubelb.k8c.io/managed-by: kubelb, kubelb.k8c.io/route-name: %1$s}
    spec:
      type: LoadBalancer
      ports: [{name: 80-tcp, port: 80, protocol: TCP, targetPort: %3$d}]
    """
        .formatted(uid, namespace, listener);
  }

  /** A route of a Gateway that sends a host to a Service at a node port. */
  String httpRoute(String uid, String gateway, String host, String service, int nodePort) {
    return """
    apiVersion: kubelb.k8c.io/v1alpha1
    kind: Route
    metadata:
      name: %1$s
      namespace: %2$s
      labels: {kubelb.k8c.io/origin-resource-kind: HTTPRoute.gateway.networking.k8s.io}
    spec:
      source:
        kubernetes:
          resource:
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: %1$s, namespace: default, uid: %1$s, generation: 1}
            spec:
              parentRefs: [{name: public}]
              hostnames: [%4$s]
              rules: [{backendRefs: [{name: %5$s, port: 80}]}]
          facts:
            parents: [{uid: %3$s}]
            references:
            - kind: Service
              namespace: default
              name: %5$s
              found: true
              granted: true
              uid: %5$s
              ports: [{port: 80, nodePort: %6$d}]
    """
        .formatted(uid, namespace, gateway, host, service, nodePort);
  }

  /** An Ingress that sends a host to a Service at a node port. */
  String ingress(String uid, String host, String service, int nodePort) {
    return """
    apiVersion: kubelb.k8c.io/v1alpha1
    kind: Route
    metadata:
      name: %1$s
      namespace: %2$s
      labels: {kubelb.k8c.io/origin-resource-kind: Ingress.networking.k8s.io}
    spec:
      source:
        kubernetes:
          resource:
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: %1$s, namespace: default, uid: %1$s, generation: 1}
            spec:
              rules:
              - host: %3$s
                http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: %4$s, port: {number: 80}}}}]}
          facts:
            references:
            - kind: Service
              namespace: default
              name: %4$s
              found: true
              granted: true
              uid: %4$s
              ports: [{port: 80, nodePort: %5$d}]
    """
        .formatted(uid, namespace, host, service, nodePort);
  }
}
