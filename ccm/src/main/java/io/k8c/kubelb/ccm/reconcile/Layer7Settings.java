package io.k8c.kubelb.ccm.reconcile;

import io.k8c.kubelb.ccm.source.TenantKind;
import java.util.Set;

/**
 * How layer 7 is treated.
 *
 * @param hubNamespace of the tenant
 * @param expected whether somebody said that the kinds of Gateway API are there, or will be
 * @param disabled kinds that are not carried; what was carried of them is released
 * @param everyClass serves Gateways whatever their class
 * @param everyIngressClass serves Ingresses whatever their class
 * @param labelledSecrets carries Secrets with our label, whoever uses them
 */
public record Layer7Settings(
    String hubNamespace,
    boolean expected,
    Set<TenantKind> disabled,
    boolean everyClass,
    boolean everyIngressClass,
    boolean labelledSecrets) {
  public Layer7Settings {
    disabled = Set.copyOf(disabled);
  }
}
