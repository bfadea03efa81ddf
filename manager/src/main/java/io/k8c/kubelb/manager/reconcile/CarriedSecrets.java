package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.kit.Conditions;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.kit.process.WorkQueue;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.route.CarriedSecret;
import java.util.List;

/** Tells of each SyncSecret whether it can be used; the work of the leader. */
public final class CarriedSecrets implements AutoCloseable {
  private final Cached<SyncSecret> secrets;
  private final Writing writing;
  private final WorkQueue<Place> queue;
  private final Leadership leadership;

  private record Place(String namespace, String name) {
    static Place of(SyncSecret secret) {
      return new Place(secret.getMetadata().getNamespace(), secret.getMetadata().getName());
    }
  }

  public CarriedSecrets(
      Cached<SyncSecret> secrets, Writing writing, Leadership leadership, Telemetry telemetry) {
    this.secrets = secrets;
    this.writing = writing;
    this.leadership = leadership;
    this.queue =
        new WorkQueue<>(
            "manager",
            telemetry,
            place -> new WorkQueue.Item("syncsecret", place.namespace(), place.name()),
            place -> secrets.get(place.namespace(), place.name()).ifPresent(this::tell));
    secrets.onChange(
        (_, after) -> {
          if (after != null && leadership.isLeading()) {
            queue.add(Place.of(after));
          }
        });
  }

  /** Begins to work once this process leads. */
  public void start() {
    queue.startLeading(leadership, () -> secrets.all().stream().map(Place::of).toList());
  }

  private void tell(SyncSecret secret) {
    if (secret.isMarkedForDeletion()) {
      return;
    }
    SyncSecret.Status before = secret.getStatus();
    long generation = secret.getMetadata().getGeneration();
    List<Condition> conditions =
        Conditions.since(
            before == null ? List.of() : before.conditions(),
            List.of(CarriedSecret.verdict(secret)),
            generation,
            writing.clock());
    SyncSecret told = new SyncSecret();
    told.setMetadata(
        new ObjectMetaBuilder()
            .withName(secret.getMetadata().getName())
            .withNamespace(secret.getMetadata().getNamespace())
            .build());
    told.setStatus(
        new SyncSecret.Status(
            generation,
            Conditions.isTrue(conditions, ConditionType.SYNCED)
                ? SyncSecret.Phase.SYNCED
                : SyncSecret.Phase.FAILED,
            conditions));
    secrets.wrote(writing.applier().applyStatus(told, secret));
  }

  @Override
  public void close() {
    queue.close();
  }
}
