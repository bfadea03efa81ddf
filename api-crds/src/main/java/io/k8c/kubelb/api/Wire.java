package io.k8c.kubelb.api;

/** The words that both programs and the charts must spell alike. */
public final class Wire {
  public static final String GROUP = "kubelb.k8c.io";
  public static final String VERSION = "v1alpha1";
  public static final String API_VERSION = GROUP + "/" + VERSION;

  /** Category of every kind: {@code kubectl get kubelb}. */
  public static final String CATEGORY = "kubelb";

  /** The class by which a tenant asks for us: IngressClass, GatewayClass, loadBalancerClass. */
  public static final String CLASS = "kubelb";

  /** Name and namespace of the tenant's object that a hub object comes from. */
  public static final String LABEL_ORIGIN_NAME = GROUP + "/origin-name";

  public static final String LABEL_ORIGIN_NAMESPACE = GROUP + "/origin-ns";

  /** {@code Kind.group} of the tenant's object, for instance {@code Ingress.networking.k8s.io}. */
  public static final String LABEL_ORIGIN_KIND = GROUP + "/origin-resource-kind";

  /** LoadBalancer that a hub Service belongs to. */
  public static final String LABEL_LOAD_BALANCER = GROUP + "/lb-name";

  public static final String LABEL_LOAD_BALANCER_NAMESPACE = GROUP + "/lb-namespace";

  /** Tenant namespace, on everything that belongs to one tenant. */
  public static final String LABEL_TENANT = GROUP + "/tenant";

  public static final String LABEL_MANAGED_BY = GROUP + "/managed-by";
  public static final String MANAGED_BY = "kubelb";

  /** {@code v2}: speak the PROXY protocol to the tenant's nodes. */
  public static final String ANNOTATION_PROXY_PROTOCOL = GROUP + "/proxy-protocol";

  /** {@code true}: ask for a random hostname below the tenant's wildcard domain. */
  public static final String ANNOTATION_WILDCARD_DOMAIN = GROUP + "/request-wildcard-domain";

  /** On load balancers that a person made with the command line tool. */
  public static final String ANNOTATION_CLI = GROUP + "/cli-generated";

  /** Hash of what we last applied, so that a field we no longer want is noticed and given up. */
  public static final String ANNOTATION_APPLIED = GROUP + "/applied";

  public static final String FINALIZER = GROUP + "/cleanup";

  /** Finalizer of old releases of the Go system on tenant Services; removed where it is seen. */
  public static final String LEGACY_SERVICE_FINALIZER = GROUP + "/lb-finalizer";

  /** GatewayClass.spec.controllerName in tenant clusters. */
  public static final String TENANT_CONTROLLER = GROUP + "/ccm";

  /** GatewayClass.spec.controllerName in the hub. */
  public static final String HUB_CONTROLLER = GROUP + "/manager";

  /** Route that a hub Service belongs to. */
  public static final String LABEL_ROUTE = GROUP + "/route-name";

  /** Route that an object stands for which another controller of the hub serves. */
  public static final String LABEL_DELEGATE = GROUP + "/delegate-of";

  /** On such an object: the generation of the tenant's object that it was made from. */
  public static final String ANNOTATION_ORIGIN_GENERATION = GROUP + "/origin-generation";

  /** UID of the hub's own Gateway that a hub Service belongs to. */
  public static final String LABEL_GATEWAY = GROUP + "/gateway-uid";

  /** Secret of the tenant cluster that holds the kubeconfig of the hub, and its key. */
  public static final String CLUSTER_SECRET = "kubelb-cluster";

  public static final String KUBECONFIG_KEY = "kubelb";

  private Wire() {}
}
