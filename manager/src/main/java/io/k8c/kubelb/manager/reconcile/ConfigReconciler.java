package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.kit.Conditions;
import io.k8c.kubelb.manager.plan.ConfigStatus;
import io.k8c.kubelb.manager.plan.HubSettings;
import java.util.List;

/** Tells in Config which manager runs and what it makes of the settings. */
public final class ConfigReconciler implements Reconciler<Config> {
  private final Writing writing;
  private final HubSettings hub;

  public ConfigReconciler(Writing writing, HubSettings hub) {
    this.writing = writing;
    this.hub = hub;
  }

  @Override
  public UpdateControl<Config> reconcile(Config config, Context<Config> context) {
    var metadata = config.getMetadata();
    Config.Spec spec = config.getSpec() == null ? Config.Spec.NONE : config.getSpec();
    Config.Status before = config.getStatus();
    Config told = new Config();
    told.setMetadata(
        new ObjectMetaBuilder()
            .withName(metadata.getName())
            .withNamespace(metadata.getNamespace())
            .build());
    told.setStatus(
        new Config.Status(
            metadata.getGeneration(),
            hub.version(),
            Conditions.since(
                before == null ? List.of() : before.conditions(),
                ConfigStatus.of(metadata.getName(), spec),
                metadata.getGeneration(),
                writing.clock())));
    var _ = writing.applier().applyStatus(told, config);
    return UpdateControl.noUpdate();
  }
}
