package io.k8c.kubelb.ccm.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An object of layer 7 as the tenant cluster holds it. What it says stays a tree: the cluster's
 * version of the kind may be newer than any model.
 */
public record SourceObject(
    TenantKind kind, String apiVersion, ObjectMeta metadata, JsonNode spec, JsonNode status) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonMapper TREES = new JsonMapper();
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  public static SourceObject of(TenantKind kind, GenericKubernetesResource resource) {
    JsonNode fields = TREES.valueToTree(resource.getAdditionalProperties());
    return new SourceObject(
        kind,
        resource.getApiVersion(),
        resource.getMetadata(),
        fields.path("spec"),
        fields.path("status"));
  }

  public String namespace() {
    String namespace = metadata.getNamespace();
    return namespace == null ? "" : namespace;
  }

  public String name() {
    return metadata.getName();
  }

  public String uid() {
    return metadata.getUid();
  }

  public ObjectKey key() {
    return ObjectKey.of(kind, namespace(), name());
  }

  /** Whether somebody has asked for its removal. */
  public boolean isLeaving() {
    return metadata.getDeletionTimestamp() != null;
  }

  /**
   * What the hub is shown. Left out is what changes without a meaning for it, the status among it,
   * so that the answer of the hub does not lead to the next question.
   */
  ObjectNode shipped() {
    ObjectNode meta = JSON.objectNode();
    meta.put("name", name());
    if (!namespace().isEmpty()) {
      meta.put("namespace", namespace());
    }
    meta.put("uid", uid());
    if (metadata.getGeneration() != null) {
      meta.put("generation", metadata.getGeneration());
    }
    if (metadata.getCreationTimestamp() != null) {
      meta.put("creationTimestamp", metadata.getCreationTimestamp());
    }
    texts(meta, "labels", metadata.getLabels());
    texts(meta, "annotations", metadata.getAnnotations());
    ObjectNode shipped = JSON.objectNode();
    shipped.put("apiVersion", apiVersion);
    shipped.put("kind", kind.kind());
    shipped.set("metadata", meta);
    shipped.set("spec", spec.isMissingNode() ? JSON.objectNode() : spec);
    return shipped;
  }

  private static void texts(ObjectNode meta, String field, @Nullable Map<String, String> texts) {
    if (texts != null && !texts.isEmpty()) {
      ObjectNode node = JSON.objectNode();
      new TreeMap<>(texts).forEach(node::put);
      node.remove(LAST_APPLIED);
      if (!node.isEmpty()) {
        meta.set(field, node);
      }
    }
  }
}
