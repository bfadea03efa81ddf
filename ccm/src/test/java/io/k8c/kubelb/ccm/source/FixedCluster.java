package io.k8c.kubelb.ccm.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.k8c.kubelb.api.EndpointAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A tenant cluster with a few objects, as a case of a test lists them. */
final class FixedCluster implements Surroundings {
  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
  private static final String DEFAULT = "ingressclass.kubernetes.io/is-default-class";
  private static final String OURS = "kubelb.k8c.io/ccm";

  private final List<JsonNode> objects;

  FixedCluster(JsonNode objects) {
    this.objects = objects.valueStream().toList();
  }

  static SourceObject source(JsonNode tree) {
    TenantKind kind =
        Arrays.stream(TenantKind.values())
            .filter(each -> each.kind().equals(tree.path("kind").asText()))
            .findFirst()
            .orElseThrow();
    return SourceObject.of(kind, KUBERNETES.convertValue(tree, GenericKubernetesResource.class));
  }

  private Stream<JsonNode> all(String kind) {
    return objects.stream().filter(each -> each.path("kind").asText().equals(kind));
  }

  private <T extends HasMetadata> Optional<T> find(Class<T> type, ObjectKey key) {
    return all(type.getSimpleName())
        .map(tree -> KUBERNETES.convertValue(tree, type))
        .filter(each -> each.getMetadata().getName().equals(key.name()))
        .filter(
            each ->
                key.namespace().isEmpty()
                    || key.namespace().equals(each.getMetadata().getNamespace()))
        .findFirst();
  }

  @Override
  public ClassOwner gatewayClass(String name) {
    return owner(
        all("GatewayClass").filter(each -> each.at("/metadata/name").asText().equals(name)),
        "/spec/controllerName");
  }

  @Override
  public ClassOwner ingressClass(Optional<String> name) {
    return owner(
        all("IngressClass")
            .filter(
                each ->
                    name.map(each.at("/metadata/name").asText()::equals)
                        .orElseGet(() -> each.at("/metadata/annotations").has(DEFAULT))),
        "/spec/controller");
  }

  private static ClassOwner owner(Stream<JsonNode> classes, String controller) {
    return classes
        .findFirst()
        .map(each -> each.at(controller).asText().equals(OURS) ? ClassOwner.US : ClassOwner.OTHERS)
        .orElse(ClassOwner.NOBODY);
  }

  @Override
  public Optional<SourceObject> parent(ObjectKey key) {
    return all(key.kind())
        .map(FixedCluster::source)
        .filter(each -> each.key().equals(key))
        .findFirst();
  }

  @Override
  public Map<String, String> namespaceLabels(String namespace) {
    return find(Namespace.class, ObjectKey.namespace(namespace))
        .map(found -> found.getMetadata().getLabels())
        .orElse(Map.of());
  }

  @Override
  public List<SourceObject> grants(String namespace) {
    return all("ReferenceGrant")
        .map(FixedCluster::source)
        .filter(each -> each.namespace().equals(namespace))
        .toList();
  }

  @Override
  public Optional<Service> service(ObjectKey key) {
    return find(Service.class, key);
  }

  @Override
  public Optional<Secret> secret(ObjectKey key) {
    return find(Secret.class, key).filter(each -> SyncSecretDraft.TYPE.equals(each.getType()));
  }

  @Override
  public Optional<Authorities> authorities(ObjectKey key) {
    return find(ConfigMap.class, key)
        .map(
            found ->
                new Authorities(
                    found.getMetadata().getUid(), found.getData().getOrDefault("ca.crt", "")));
  }

  @Override
  public boolean isCarried(String uid) {
    return all("Route").anyMatch(route -> route.at("/metadata/name").asText().equals(uid));
  }

  /** How the nodes offer Services; a twin gets its node ports from 31000. */
  Map<ObjectKey, Offer> offers(SourcePlan plan) {
    Map<ObjectKey, Offer> offers = new LinkedHashMap<>();
    plan.services().forEach(key -> offers.put(key, offer(service(key).orElseThrow())));
    return offers;
  }

  private Offer offer(Service service) {
    return ported(service).at(addresses(service));
  }

  /** Those of an object Addresses of the Service's name, for one that not all nodes offer. */
  private List<EndpointAddress> addresses(Service service) {
    return all("Addresses")
        .filter(each -> each.at("/metadata/name").asText().equals(service.getMetadata().getName()))
        .flatMap(each -> each.at("/spec/addresses").valueStream())
        .map(
            each ->
                new EndpointAddress(
                    each.path("ip").asText(null), each.path("hostname").asText(null)))
        .toList();
  }

  private Offer ported(Service service) {
    return switch (twin(service)) {
      case TwinPlan.Own own -> own.offer();
      case TwinPlan.Refused refused -> refused.offer();
      case TwinPlan.Twin twin -> {
        int port = 31_000;
        for (var each : twin.desired().getSpec().getPorts()) {
          each.setNodePort(port++);
        }
        yield TwinPlan.offer(service, twin.desired());
      }
    };
  }

  TwinPlan twin(Service service) {
    return TwinPlan.of(
        service,
        service(
            ObjectKey.service(
                service.getMetadata().getNamespace(),
                TwinPlan.name(service.getMetadata().getName()))));
  }
}
