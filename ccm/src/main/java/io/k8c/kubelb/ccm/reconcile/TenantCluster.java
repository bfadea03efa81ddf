package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.ccm.source.ClassOwner;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.SourceObject;
import io.k8c.kubelb.ccm.source.Surroundings.Authorities;
import io.k8c.kubelb.ccm.source.TenantKind;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.kit.watch.ReducedStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What the CCM holds of the tenant cluster for layer 7, by name. */
record TenantCluster(
    TenantKinds kinds,
    ReducedStore<Service> services,
    Cached<Secret> secrets,
    Cached<Secret> labelledSecrets,
    Cached<Namespace> namespaces,
    ConfigMapWatches configMaps,
    Predicate<String> carried,
    boolean everyClass,
    boolean everyIngressClass) {
  private static final String DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class";

  ClassOwner gatewayClass(ObjectKey key) {
    return everyClass ? ClassOwner.US : owner(object(key), TenantCluster::isOurs);
  }

  /** Whether a GatewayClass names us. */
  static boolean isOurs(SourceObject gatewayClass) {
    return Wire.TENANT_CONTROLLER.equals(gatewayClass.spec().path("controllerName").asText(""));
  }

  ClassOwner ingressClass(Optional<String> name) {
    Optional<SourceObject> found =
        kinds.all(TenantKind.INGRESS_CLASS).stream()
            .map(each -> SourceObject.of(TenantKind.INGRESS_CLASS, each))
            .filter(each -> name.map(each.name()::equals).orElseGet(() -> isDefault(each)))
            .findFirst();
    return everyIngressClass
        ? ClassOwner.US
        : owner(
            found,
            each -> Wire.TENANT_CONTROLLER.equals(each.spec().path("controller").asText("")));
  }

  private static ClassOwner owner(Optional<SourceObject> found, Predicate<SourceObject> ours) {
    return found
        .map(each -> ours.test(each) ? ClassOwner.US : ClassOwner.OTHERS)
        .orElse(ClassOwner.NOBODY);
  }

  private static boolean isDefault(SourceObject ingressClass) {
    return ingressClass.metadata().getAnnotations() != null
        && "true".equals(ingressClass.metadata().getAnnotations().get(DEFAULT_CLASS));
  }

  Optional<SourceObject> object(ObjectKey key) {
    return TenantKind.of(key)
        .flatMap(kind -> kinds.get(key).map(found -> SourceObject.of(kind, found)));
  }

  Map<String, String> namespaceLabels(String namespace) {
    return namespaces
        .get(null, namespace)
        .map(found -> found.getMetadata().getLabels())
        .orElse(Map.of());
  }

  List<SourceObject> grants(String namespace) {
    return kinds.inNamespace(TenantKind.REFERENCE_GRANT, namespace).stream()
        .map(grant -> SourceObject.of(TenantKind.REFERENCE_GRANT, grant))
        .toList();
  }

  Optional<Service> service(ObjectKey key) {
    return services.find(key.namespace(), key.name());
  }

  Optional<Secret> secret(ObjectKey key) {
    return secrets.get(key.namespace(), key.name());
  }

  /** A Secret that its owner wants in the hub, whoever uses it. */
  Optional<Secret> labelledSecret(ObjectKey key) {
    return labelledSecrets.get(key.namespace(), key.name());
  }

  Optional<Authorities> authorities(ObjectKey key) {
    return configMaps
        .get(key)
        .map(
            found ->
                new Authorities(
                    found.getMetadata().getUid(),
                    found.getData() == null ? "" : found.getData().getOrDefault("ca.crt", "")));
  }
}
