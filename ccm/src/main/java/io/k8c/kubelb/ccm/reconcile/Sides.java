package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.apply.Events;
import java.time.Clock;

/** The two clusters that a CCM writes to, and whom it tells. */
public record Sides(
    KubernetesClient tenant, Applier toTenant, Applier toHub, Events events, Clock clock) {}
