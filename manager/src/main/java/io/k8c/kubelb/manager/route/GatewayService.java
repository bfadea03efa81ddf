package io.k8c.kubelb.manager.route;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.k8c.kubelb.api.LoadBalancerPort;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.manager.plan.HubService;
import io.k8c.kubelb.manager.plan.PortKey;
import io.k8c.kubelb.manager.plan.PortTable;
import io.k8c.kubelb.manager.plan.ProxyWorkload;
import io.k8c.kubelb.manager.plan.TenantObjects;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The hub Service of a Gateway or of Ingresses; its numeric target ports are where the proxy
 * listens.
 */
public final class GatewayService {
  private GatewayService() {}

  /**
   * The wanted Service.
   *
   * @param actual as it is; the listener ports that it names are kept
   * @param taken listener ports of the tenant's proxy that others have
   * @return empty where the proxy has no listener port left
   */
  public static Optional<Service> of(
      Route owner,
      TenantPolicy policy,
      WantedService wanted,
      Optional<Service> actual,
      IntPredicate taken) {
    ObjectMeta route = owner.getMetadata();
    ObjectMeta metadata =
        new ObjectMetaBuilder()
            .withName(HubService.name(route.getName()))
            .withNamespace(policy.namespace())
            .withLabels(labels(route, wanted))
            .withAnnotations(wanted.annotations())
            .withOwnerReferences(
                new OwnerReferenceBuilder()
                    .withApiVersion(Wire.API_VERSION)
                    .withKind("Route")
                    .withName(route.getName())
                    .withUid(route.getUid())
                    .withController(true)
                    .build())
            .build();
    return of(route.getName(), metadata, policy, wanted, actual, taken);
  }

  /**
   * The wanted Service of a Gateway of the hub.
   *
   * @param uid of the Gateway
   * @param policy of the hub's own proxy
   */
  public static Optional<Service> ofHub(
      String uid,
      TenantPolicy policy,
      WantedService wanted,
      Optional<Service> actual,
      IntPredicate taken) {
    Map<String, String> labels = new LinkedHashMap<>(wanted.labels());
    labels.put(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY);
    labels.put(Wire.LABEL_GATEWAY, uid);
    ObjectMeta metadata =
        new ObjectMetaBuilder()
            .withName(HubService.name(uid))
            .withNamespace(policy.namespace())
            .withLabels(labels)
            .withAnnotations(wanted.annotations())
            .build();
    return of(uid, metadata, policy, wanted, actual, taken);
  }

  /**
   * The wanted Service of all Ingresses of a Tenant.
   *
   * @param actual as it is; the listener ports that it names are kept
   * @param taken listener ports of the tenant's proxy that others have
   * @return empty where the proxy has no listener port left
   */
  public static Optional<Service> shared(
      Tenant owner,
      TenantPolicy policy,
      WantedService wanted,
      Optional<Service> actual,
      IntPredicate taken) {
    ObjectMeta metadata = TenantObjects.metadata(owner, HubService.name(Ingresses.SHARED));
    metadata.getLabels().put(Wire.LABEL_ROUTE, Ingresses.SHARED);
    metadata.setAnnotations(new LinkedHashMap<>(wanted.annotations()));
    return of(Ingresses.SHARED, metadata, policy, wanted, actual, taken);
  }

  private static Optional<Service> of(
      String owner,
      ObjectMeta metadata,
      TenantPolicy policy,
      WantedService wanted,
      Optional<Service> actual,
      IntPredicate taken) {
    List<PortKey> keys = wanted.ports().stream().map(PortKey::of).toList();
    return PortTable.assign(owner, keys, actual.map(HubService::ports).orElse(Map.of()), taken)
        .map(listeners -> service(metadata, policy, wanted, actual, listeners));
  }

  private static Service service(
      ObjectMeta metadata,
      TenantPolicy policy,
      WantedService wanted,
      Optional<Service> actual,
      Map<PortKey, Integer> listeners) {
    wanted
        .loadBalancerClass()
        .ifPresent(name -> metadata.getAnnotations().put(HubService.ANNOTATION_CLASS, name));
    return new ServiceBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withType("LoadBalancer")
        .withSelector(ProxyWorkload.selector(policy.namespace()))
        .withPorts(wanted.ports().stream().map(port -> port(port, listeners)).toList())
        .withIpFamilyPolicy("PreferDualStack")
        .withLoadBalancerClass(wanted.loadBalancerClass().orElse(null))
        .withLoadBalancerIP(
            wanted
                .requestedAddress()
                .or(
                    () ->
                        actual.isPresent()
                            ? actual.map(service -> service.getSpec().getLoadBalancerIP())
                            : wanted.previousAddress())
                .orElse(null))
        .endSpec()
        .build();
  }

  private static ServicePort port(LoadBalancerPort port, Map<PortKey, Integer> listeners) {
    return new ServicePortBuilder()
        .withName((port.port() + "-" + port.protocolOrDefault()).toLowerCase(Locale.ROOT))
        .withProtocol(port.protocolOrDefault().name())
        .withPort(port.port())
        .withTargetPort(new IntOrString(listeners.getOrDefault(PortKey.of(port), 0)))
        .build();
  }

  private static Map<String, String> labels(ObjectMeta owner, WantedService wanted) {
    Map<String, String> labels = new LinkedHashMap<>(wanted.labels());
    labels.put(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY);
    labels.put(Wire.LABEL_ROUTE, owner.getName());
    labels.put(Wire.LABEL_TENANT, owner.getNamespace());
    Map<String, String> source = owner.getLabels() == null ? Map.of() : owner.getLabels();
    for (String key :
        List.of(Wire.LABEL_ORIGIN_NAME, Wire.LABEL_ORIGIN_NAMESPACE, Wire.LABEL_ORIGIN_KIND)) {
      if (source.containsKey(key)) {
        labels.put(key, source.get(key));
      }
    }
    return labels;
  }
}
