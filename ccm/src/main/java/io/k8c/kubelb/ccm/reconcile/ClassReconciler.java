package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.api.SupportedFeatures;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.SourceObject;
import io.k8c.kubelb.ccm.source.TenantKind;
import io.k8c.kubelb.kit.GatewayClassStatus;
import java.util.Optional;

/** Accepts the GatewayClasses that name us, and says what we can do. */
final class ClassReconciler {
  private static final String DEFINITION = "gatewayclasses." + TenantKind.GATEWAY_API;
  private static final String BUNDLE_VERSION = TenantKind.GATEWAY_API + "/bundle-version";

  private final TenantCluster cluster;
  private final Sides sides;

  ClassReconciler(TenantCluster cluster, Sides sides) {
    this.cluster = cluster;
    this.sides = sides;
  }

  void reconcile(ObjectKey key) {
    Optional<GenericKubernetesResource> found = cluster.kinds().get(key);
    found
        .filter(each -> TenantCluster.isOurs(SourceObject.of(TenantKind.GATEWAY_CLASS, each)))
        .flatMap(
            ours ->
                GatewayClassStatus.of(
                    ours, SupportedFeatures.ALL, bundleVersion(), sides.clock().instant()))
        .ifPresent(
            status -> {
              GenericKubernetesResource _ =
                  cluster
                      .kinds()
                      .writeStatus(TenantKind.GATEWAY_CLASS, found.get(), status, sides.toTenant());
            });
  }

  private Optional<String> bundleVersion() {
    return Optional.ofNullable(
            sides
                .tenant()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(DEFINITION)
                .get())
        .map(HasMetadata::getMetadata)
        .map(metadata -> metadata.getAnnotations())
        .map(annotations -> annotations.get(BUNDLE_VERSION));
  }
}
