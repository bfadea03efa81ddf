package io.k8c.kubelb.kit.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets changes in a cache trigger the reconciliation of the objects they concern. */
public final class CachedEventSource<R extends HasMetadata, P extends HasMetadata>
    extends AbstractEventSource<R, P> {
  private final Function<R, Set<ResourceID>> concerned;
  private final BiPredicate<R, R> matters;

  /** Listens from now on; events before the start of the controller are passed over. */
  public CachedEventSource(Cached<R> cache, Function<R, Set<ResourceID>> concerned) {
    this(cache, concerned, (before, after) -> true);
  }

  /**
   * Listens to some changes only.
   *
   * @param matters whether an update from one state to another concerns anyone
   */
  public CachedEventSource(
      Cached<R> cache, Function<R, Set<ResourceID>> concerned, BiPredicate<R, R> matters) {
    super(cache.type());
    this.concerned = concerned;
    this.matters = matters;
    cache.onChange(this::changed);
  }

  private void changed(@Nullable R before, @Nullable R after) {
    if (!isRunning() || (before != null && after != null && !matters.test(before, after))) {
      return;
    }
    if (before != null) {
      concerned.apply(before).forEach(this::trigger);
    }
    if (after != null) {
      concerned.apply(after).forEach(this::trigger);
    }
  }

  private void trigger(ResourceID id) {
    getEventHandler().handleEvent(new Event(id));
  }

  @Override
  public Set<R> getSecondaryResources(P primary) {
    return Set.of();
  }
}
