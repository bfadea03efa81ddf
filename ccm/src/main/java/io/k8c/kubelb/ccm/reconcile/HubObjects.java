package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.api.Wire;
import java.util.LinkedHashMap;
import java.util.Map;

/** How lines of the log name what is in the hub: by the tenant's object that it comes from. */
public final class HubObjects {
  private HubObjects() {}

  /** The pairs of a line. */
  public static Map<String, String> about(HasMetadata object) {
    Map<String, String> pairs = new LinkedHashMap<>();
    Map<String, String> labels = object.getMetadata().getLabels();
    if (labels != null && labels.containsKey(Wire.LABEL_ORIGIN_NAME)) {
      pairs.put("namespace", labels.get(Wire.LABEL_ORIGIN_NAMESPACE));
      String kind = labels.get(Wire.LABEL_ORIGIN_KIND);
      if (kind == null) {
        pairs.put("service", labels.get(Wire.LABEL_ORIGIN_NAME));
      } else {
        pairs.put("kind", kind.replaceAll("\\..*", ""));
        pairs.put("name", labels.get(Wire.LABEL_ORIGIN_NAME));
      }
    }
    pairs.put("hub-kind", object.getKind());
    pairs.put("hub-name", object.getMetadata().getName());
    return pairs;
  }
}
