package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.api.TenantState;
import io.k8c.kubelb.kit.Conditions;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.feed.HubCaches;
import io.k8c.kubelb.manager.plan.HubSettings;
import io.k8c.kubelb.manager.plan.TenantObjects;
import io.k8c.kubelb.manager.plan.TenantPolicy;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The way of a tenant's CCM into its namespace, and what it is told there. */
public final class TenantCredentials {
  private static final Verdict SERVED =
      Verdict.yes(ConditionType.READY, Reason.READY.word(), "the hub serves this tenant");

  private final KubernetesClient client;
  private final HubCaches caches;
  private final Writing writing;
  private final HubSettings hub;
  private final HubAddress address;

  public TenantCredentials(
      KubernetesClient client, HubCaches caches, Writing writing, HubSettings hub) {
    this.client = client;
    this.caches = caches;
    this.writing = writing;
    this.hub = hub;
    this.address = new HubAddress(client);
  }

  boolean namespaceExists(String namespace) {
    return client.namespaces().withName(namespace).get() != null;
  }

  /** Lets the manager write Secrets there and the CCM write what is its own. */
  void grant(Tenant tenant) {
    String namespace = TenantNamespace.of(tenant.getMetadata().getName());
    binding(namespace, TenantObjects.managerAccess(tenant, hub));
    for (HasMetadata object : TenantObjects.ccmAccess(tenant)) {
      if (object instanceof RoleBinding binding) {
        binding(namespace, binding);
      } else if (object instanceof ServiceAccount account) {
        String name = account.getMetadata().getName();
        writing
            .applier()
            .apply(account, caches.serviceAccounts().get(namespace, name).orElse(null));
      }
    }
  }

  private void binding(String namespace, RoleBinding binding) {
    String name = binding.getMetadata().getName();
    writing.applier().apply(binding, caches.roleBindings().get(namespace, name).orElse(null));
  }

  /**
   * Publishes the kubeconfig for the tenant cluster.
   *
   * @return the UID of the Secret whose token is still to come
   */
  Optional<String> publish(Tenant tenant) {
    String namespace = TenantNamespace.of(tenant.getMetadata().getName());
    Secret token = TenantObjects.token(tenant);
    Secret issued =
        writing.applier().apply(token, secret(namespace, token.getMetadata().getName()));
    String encoded = issued.getData() == null ? null : issued.getData().get("token");
    if (encoded == null) {
      return Optional.of(issued.getMetadata().getUid());
    }
    String plain = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    Secret kubeconfig = TenantObjects.kubeconfig(tenant, address.kubeconfig(namespace, plain));
    Secret _ =
        writing.applier().apply(kubeconfig, secret(namespace, kubeconfig.getMetadata().getName()));
    return Optional.empty();
  }

  private @org.jspecify.annotations.Nullable Secret secret(String namespace, String name) {
    return client.secrets().inNamespace(namespace).withName(name).get();
  }

  /** Tells the CCM what holds for its tenant. */
  void tellState(Tenant tenant, TenantPolicy policy) {
    String namespace = policy.namespace();
    TenantState before = caches.states().get(namespace, TenantState.DEFAULT).orElse(null);
    TenantState.Status known = before == null ? null : before.getStatus();
    TenantState.LoadBalancerState layer4 =
        new TenantState.LoadBalancerState(policy.loadBalancersDisabled());
    if (before == null
        || (known != null
            && !known.conditions().isEmpty()
            && hub.version().equals(known.version())
            && Objects.equals(layer4, known.loadBalancer()))) {
      return;
    }
    TenantState told = new TenantState();
    told.setMetadata(
        new ObjectMetaBuilder().withName(TenantState.DEFAULT).withNamespace(namespace).build());
    String now = writing.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    told.setStatus(
        new TenantState.Status(
            hub.version(),
            now,
            Conditions.since(
                known == null ? List.of() : known.conditions(),
                List.of(SERVED),
                before.getMetadata().getGeneration(),
                writing.clock()),
            layer4));
    var _ = writing.applier().applyStatus(told, before);
  }
}
