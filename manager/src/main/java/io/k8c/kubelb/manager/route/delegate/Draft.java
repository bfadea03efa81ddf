package io.k8c.kubelb.manager.route.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import io.k8c.kubelb.manager.route.ParsedSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Objects of the tenant namespace that stand for a source. */
record Draft(TenantPolicy policy, ParsedSource source) {

  /** Metadata of what stands for something that the source refers to. */
  ObjectMeta metadata(String name, String kind) {
    return metadata(name, kind, Map.of());
  }

  private ObjectMeta metadata(String name, String kind, Map<String, String> annotations) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY);
    labels.put(Wire.LABEL_DELEGATE, source.name());
    labels.put(Wire.LABEL_TENANT, policy.namespace());
    origin(labels, Wire.LABEL_ORIGIN_NAME, source.self().name());
    origin(labels, Wire.LABEL_ORIGIN_NAMESPACE, source.self().namespace());
    origin(labels, Wire.LABEL_ORIGIN_KIND, source.self().kind() + "." + source.self().group());
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(policy.namespace())
        .withLabels(labels)
        .withAnnotations(policy.annotations().apply(kind, annotations))
        .build();
  }

  /** Names may be longer than labels. */
  private static void origin(Map<String, String> labels, String key, String value) {
    if (value.matches("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?")) {
      labels.put(key, value);
    }
  }

  /**
   * An object of the source's own kind.
   *
   * @param version in which the hub serves it
   */
  GenericKubernetesResource object(HubKind kind, String version, String name, JsonNode spec) {
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion(kind.group() + "/" + version);
    object.setKind(kind.kind());
    ObjectMeta metadata =
        metadata(name, kind.word(), source.resource().at("metadata").map("annotations"));
    metadata
        .getAnnotations()
        .put(Wire.ANNOTATION_ORIGIN_GENERATION, Long.toString(source.generation()));
    object.setMetadata(metadata);
    object.setAdditionalProperty("spec", spec);
    return object;
  }

  /** What another controller says of the object of a name, if it stands for the source. */
  Optional<StatusBack> said(HubObjects hub, HubKind kind, String name) {
    return hub.get(kind, policy.namespace(), name)
        .filter(
            object ->
                object.getMetadata().getLabels() != null
                    && source
                        .name()
                        .equals(object.getMetadata().getLabels().get(Wire.LABEL_DELEGATE)))
        .map(StatusBack::of);
  }
}
