package io.k8c.kubelb.manager.plan;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;
import io.k8c.kubelb.api.IpFamily;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.api.Protocol;
import io.k8c.kubelb.api.ServiceType;
import io.k8c.kubelb.api.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The hub Service of a load balancer, built field by field from what may be asked for. Its numeric
 * target ports are the ledger of the listener ports: every replica reads them here.
 */
public final class HubService {
  /** On Services: the class that we asked for. */
  public static final String ANNOTATION_CLASS = Wire.GROUP + "/load-balancer-class";

  private HubService() {}

  /** Name of the Service of a load balancer. */
  public static String name(String loadBalancer) {
    return "envoy-" + loadBalancer;
  }

  /** The load balancer that a Service belongs to, by our label. */
  public static Optional<String> loadBalancer(Service service) {
    var labels = service.getMetadata().getLabels();
    return labels == null
        ? Optional.empty()
        : Optional.ofNullable(labels.get(Wire.LABEL_LOAD_BALANCER));
  }

  /** The Route of the Gateway that a Service belongs to, by our label. */
  public static Optional<String> route(Service service) {
    var labels = service.getMetadata().getLabels();
    return labels == null ? Optional.empty() : Optional.ofNullable(labels.get(Wire.LABEL_ROUTE));
  }

  /** The UID of the hub's own Gateway that a Service belongs to, by our label. */
  public static Optional<String> gateway(Service service) {
    var labels = service.getMetadata().getLabels();
    return labels == null ? Optional.empty() : Optional.ofNullable(labels.get(Wire.LABEL_GATEWAY));
  }

  /** The load balancer, Route or Gateway that a Service belongs to, by our label. */
  public static Optional<String> owner(Service service) {
    return loadBalancer(service).or(() -> route(service)).or(() -> gateway(service));
  }

  /** Listener ports that a Service holds, whether its load balancer still wants them or not. */
  public static Map<PortKey, Integer> ports(Service service) {
    Map<PortKey, Integer> ports = new LinkedHashMap<>();
    for (ServicePort port : service.getSpec().getPorts()) {
      Integer target = port.getTargetPort() == null ? null : port.getTargetPort().getIntVal();
      if (target != null && PortTable.isUsable(target)) {
        Protocol protocol = "UDP".equals(port.getProtocol()) ? Protocol.UDP : Protocol.TCP;
        ports.put(new PortKey(port.getPort(), protocol), target);
      }
    }
    return ports;
  }

  /**
   * Whether the wanted Service can only be had by making it anew. A class that we did not ask for
   * is the hub's own choice, often a webhook's, and stays.
   */
  public static boolean mustRecreate(Service actual, Optional<String> wantedClass) {
    String has = actual.getSpec().getLoadBalancerClass();
    var annotations = actual.getMetadata().getAnnotations();
    boolean asked = annotations != null && annotations.containsKey(ANNOTATION_CLASS);
    return "LoadBalancer".equals(actual.getSpec().getType())
        && wantedClass.map(wanted -> !wanted.equals(has)).orElse(asked && has != null);
  }

  /** What people are told where a Service is made anew. */
  public static String recreation(Service actual, Optional<String> wantedClass) {
    return "the hub Service is made anew because its class changes from "
        + classOf(Optional.ofNullable(actual.getSpec().getLoadBalancerClass()))
        + " to "
        + classOf(wantedClass);
  }

  private static String classOf(Optional<String> name) {
    return name.orElse("the hub's default");
  }

  /**
   * The wanted Service.
   *
   * @param listeners port by port, where the proxy listens
   * @param requested address to ask the hub's cloud for
   */
  static Service of(
      LoadBalancer owner,
      TenantPolicy policy,
      Map<PortKey, Integer> listeners,
      Optional<String> requested) {
    LoadBalancer.Spec spec = owner.getSpec();
    ServiceSpecBuilder wanted =
        new ServiceSpecBuilder()
            .withType(spec.typeOrDefault().kubernetes())
            .withSelector(ProxyWorkload.selector(policy.namespace()))
            .withPorts(ports(spec, listeners))
            .withSessionAffinity(spec.persistence() == null ? "None" : "ClientIP");
    if (spec.ipFamilyPolicy() != null) {
      wanted.withIpFamilyPolicy(spec.ipFamilyPolicy().kubernetes());
    }
    if (!spec.ipFamilies().isEmpty()) {
      wanted.withIpFamilies(spec.ipFamilies().stream().map(IpFamily::kubernetes).toList());
    }
    if (spec.typeOrDefault() != ServiceType.CLUSTER_IP && spec.externalTrafficPolicy() != null) {
      wanted.withExternalTrafficPolicy(spec.externalTrafficPolicy().kubernetes());
    }
    if (spec.typeOrDefault() == ServiceType.LOAD_BALANCER) {
      wanted
          .withLoadBalancerClass(policy.loadBalancerClass().orElse(null))
          .withLoadBalancerIP(requested.orElse(null))
          .withLoadBalancerSourceRanges(spec.loadBalancerSourceRanges());
    }
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(name(owner.getMetadata().getName()))
        .withNamespace(policy.namespace())
        .withLabels(labels(owner))
        .withAnnotations(annotations(owner, policy))
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion(Wire.API_VERSION)
                .withKind("LoadBalancer")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .build())
        .endMetadata()
        .withSpec(wanted.build())
        .build();
  }

  private static List<ServicePort> ports(LoadBalancer.Spec spec, Map<PortKey, Integer> listeners) {
    return Resolution.ports(spec).stream().map(port -> port(port, listeners)).toList();
  }

  private static ServicePort port(LoadBalancerPort port, Map<PortKey, Integer> listeners) {
    String name = port.name();
    Integer listener = listeners.get(PortKey.of(port));
    return new ServicePortBuilder()
        .withName(
            name != null && !name.isEmpty()
                ? name
                : (port.port() + "-" + port.protocolOrDefault()).toLowerCase(Locale.ROOT))
        .withProtocol(port.protocolOrDefault().name())
        .withPort(port.port())
        .withTargetPort(new IntOrString(Objects.requireNonNull(listener)))
        .build();
  }

  private static Map<String, String> annotations(LoadBalancer owner, TenantPolicy policy) {
    Map<String, String> source = owner.getMetadata().getAnnotations();
    Map<String, String> annotations =
        policy.annotations().apply("service", source == null ? Map.of() : source);
    if (owner.getSpec().typeOrDefault() == ServiceType.LOAD_BALANCER) {
      policy.loadBalancerClass().ifPresent(name -> annotations.put(ANNOTATION_CLASS, name));
    }
    return annotations;
  }

  private static Map<String, String> labels(LoadBalancer owner) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY);
    labels.put(Wire.LABEL_LOAD_BALANCER, owner.getMetadata().getName());
    labels.put(Wire.LABEL_LOAD_BALANCER_NAMESPACE, owner.getMetadata().getNamespace());
    labels.put(Wire.LABEL_TENANT, owner.getMetadata().getNamespace());
    Map<String, String> source = owner.getMetadata().getLabels();
    for (String key : List.of(Wire.LABEL_ORIGIN_NAME, Wire.LABEL_ORIGIN_NAMESPACE)) {
      String value = source == null ? null : source.get(key);
      if (value != null) {
        labels.put(key, value);
      }
    }
    return labels;
  }
}
