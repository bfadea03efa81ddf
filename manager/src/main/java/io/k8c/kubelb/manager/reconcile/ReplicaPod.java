package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.Optional;

/**
 * This replica among the others.
 *
 * @param namespace of the manager
 * @param name of the object that holds its report: of the pod, or of the host without one
 * @param uid of the pod, whose end is the end of the report
 */
public record ReplicaPod(String namespace, String name, Optional<String> uid) {
  private static final String PREFIX = "kubelb-manager-report-";

  /** As the pod's environment tells: POD_NAME and POD_UID. */
  public static ReplicaPod of(String namespace, String identity, Map<String, String> environment) {
    String pod = environment.getOrDefault("POD_NAME", identity);
    return new ReplicaPod(namespace, PREFIX + pod, Optional.ofNullable(environment.get("POD_UID")));
  }

  Optional<OwnerReference> owner() {
    return uid.map(
        id ->
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(name.substring(PREFIX.length()))
                .withUid(id)
                .build());
  }
}
