package io.k8c.kubelb.manager.reconcile;

import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.apply.Events;
import java.time.Clock;

/** What a reconciler needs to act: the one writer, the one who tells, and the time. */
public record Writing(Applier applier, Events events, Clock clock) {}
