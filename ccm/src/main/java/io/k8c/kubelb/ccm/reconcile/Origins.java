package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.TenantKind;
import java.util.Map;
import java.util.Optional;

/** The tenant's object that a hub object comes from, by its labels. */
final class Origins {
  private Origins() {}

  /** Empty for what no CCM wrote: what people or tools put into the namespace is theirs. */
  static Optional<ObjectKey> of(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    if (labels == null || isOfTool(object)) {
      return Optional.empty();
    }
    String name = labels.get(Wire.LABEL_ORIGIN_NAME);
    String namespace = labels.get(Wire.LABEL_ORIGIN_NAMESPACE);
    String kind = labels.get(Wire.LABEL_ORIGIN_KIND);
    if (name == null || namespace == null || kind == null) {
      return Optional.empty();
    }
    return kind.equals("Secret")
        ? Optional.of(ObjectKey.secret(namespace, name))
        : TenantKind.ofKindAndGroup(kind).map(each -> ObjectKey.of(each, namespace, name));
  }

  private static boolean isOfTool(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(Wire.ANNOTATION_CLI);
  }
}
