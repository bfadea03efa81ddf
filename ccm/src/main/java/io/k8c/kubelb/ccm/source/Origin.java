package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.BoundedName;
import io.k8c.kubelb.api.Wire;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** How a hub object says which object of the tenant it comes from. */
public final class Origin {
  private static final String SECRET = "Secret";

  private Origin() {}

  /** Begins the metadata of a hub object. */
  static ObjectMetaBuilder metadata(
      String uid, String hubNamespace, String kind, String namespace, String name) {
    Map<String, String> annotations = new TreeMap<>();
    if (name.length() > BoundedName.LABEL) {
      annotations.put(Wire.LABEL_ORIGIN_NAME, name);
    }
    return new ObjectMetaBuilder()
        .withName(uid)
        .withNamespace(hubNamespace)
        .addToLabels(Wire.LABEL_ORIGIN_NAME, BoundedName.label(name))
        .addToLabels(Wire.LABEL_ORIGIN_NAMESPACE, namespace)
        .addToLabels(Wire.LABEL_ORIGIN_KIND, kind)
        .addToLabels(Wire.LABEL_TENANT, hubNamespace)
        .withAnnotations(annotations);
  }

  static ObjectMetaBuilder ofSecret(
      String uid, String hubNamespace, String namespace, String name) {
    return metadata(uid, hubNamespace, SECRET, namespace, name);
  }

  /**
   * The tenant's object; empty for what no CCM wrote: what people or tools put into the namespace
   * is theirs.
   */
  public static Optional<ObjectKey> of(HasMetadata object) {
    Map<String, String> labels =
        Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    Map<String, String> annotations =
        Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
    String name =
        annotations.getOrDefault(Wire.LABEL_ORIGIN_NAME, labels.get(Wire.LABEL_ORIGIN_NAME));
    String namespace = labels.get(Wire.LABEL_ORIGIN_NAMESPACE);
    String kind = labels.get(Wire.LABEL_ORIGIN_KIND);
    if (name == null
        || namespace == null
        || kind == null
        || annotations.containsKey(Wire.ANNOTATION_CLI)) {
      return Optional.empty();
    }
    return kind.equals(SECRET)
        ? Optional.of(ObjectKey.secret(namespace, name))
        : TenantKind.ofKindAndGroup(kind).map(each -> ObjectKey.of(each, namespace, name));
  }
}
