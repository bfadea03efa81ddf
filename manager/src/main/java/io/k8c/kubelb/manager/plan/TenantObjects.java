package io.k8c.kubelb.manager.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.api.TenantState;
import io.k8c.kubelb.api.Wire;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The objects of a tenant apart from its proxy: the namespace, and the CCM's way into it. */
public final class TenantObjects {
  /** Name of the CCM's ServiceAccount, its binding and its token in the tenant namespace. */
  public static final String CCM = "kubelb-ccm";

  /** Secret that holds the kubeconfig for the tenant cluster. */
  public static final String KUBECONFIG = "kubelb-ccm-kubeconfig";

  /** ClusterRoles that come with the chart; the manager may bind these two and no other. */
  static final String CCM_ROLE = "kubelb-ccm";

  static final String MANAGER_ROLE = "kubelb-manager-tenant";

  /** On a namespace that we made and that goes with its Tenant. */
  public static final String LABEL_CREATED = Wire.GROUP + "/created";

  /** Name of the Tenant that a namespace belongs to. */
  public static final String LABEL_TENANT_NAME = Wire.GROUP + "/tenant-name";

  private TenantObjects() {}

  /** Metadata of an object of a tenant in its namespace. */
  public static ObjectMeta metadata(Tenant tenant, String name) {
    String namespace = TenantNamespace.of(tenant.getMetadata().getName());
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(namespace)
        .addToLabels(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY)
        .addToLabels(Wire.LABEL_TENANT, namespace)
        .addToLabels(LABEL_TENANT_NAME, tenant.getMetadata().getName())
        .withOwnerReferences(owner(tenant))
        .build();
  }

  private static OwnerReference owner(Tenant tenant) {
    return new OwnerReferenceBuilder()
        .withApiVersion(Wire.API_VERSION)
        .withKind("Tenant")
        .withName(tenant.getMetadata().getName())
        .withUid(tenant.getMetadata().getUid())
        .withController(true)
        .build();
  }

  /** The namespace; one that was there before is adopted and stays when the Tenant goes. */
  public static Namespace namespace(Tenant tenant, boolean created) {
    ObjectMeta metadata = metadata(tenant, TenantNamespace.of(tenant.getMetadata().getName()));
    metadata.setNamespace(null);
    if (created) {
      metadata.getLabels().put(LABEL_CREATED, "true");
    } else {
      metadata.setOwnerReferences(List.of());
    }
    return new NamespaceBuilder().withMetadata(metadata).build();
  }

  /** What the manager needs before it may write Secrets in the tenant namespace. */
  public static RoleBinding managerAccess(Tenant tenant, HubSettings hub) {
    return binding(tenant, "kubelb-manager", MANAGER_ROLE, hub.serviceAccount(), hub.namespace());
  }

  /** The CCM's account and what it may do, which ends at its namespace. */
  public static List<HasMetadata> ccmAccess(Tenant tenant) {
    return List.of(
        new ServiceAccountBuilder()
            .withMetadata(metadata(tenant, CCM))
            .withAutomountServiceAccountToken(false)
            .build(),
        binding(tenant, CCM, CCM_ROLE, CCM, TenantNamespace.of(tenant.getMetadata().getName())));
  }

  private static RoleBinding binding(
      Tenant tenant, String name, String role, String account, String accountNamespace) {
    return new RoleBindingBuilder()
        .withMetadata(metadata(tenant, name))
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
        .addNewSubject()
        .withKind("ServiceAccount")
        .withName(account)
        .withNamespace(accountNamespace)
        .endSubject()
        .build();
  }

  /** Asks the hub for a token of the CCM's account; the hub fills it in. */
  public static Secret token(Tenant tenant) {
    ObjectMeta metadata = metadata(tenant, CCM);
    metadata.getAnnotations().put("kubernetes.io/service-account.name", CCM);
    return new SecretBuilder()
        .withMetadata(metadata)
        .withType("kubernetes.io/service-account-token")
        .build();
  }

  /** The Secret that is carried to the tenant cluster. */
  public static Secret kubeconfig(Tenant tenant, String kubeconfig) {
    return new SecretBuilder()
        .withMetadata(metadata(tenant, KUBECONFIG))
        .withType("Opaque")
        .withData(Map.of(Wire.KUBECONFIG_KEY, base64(kubeconfig)))
        .build();
  }

  /** What the CCM may know of its tenant. */
  public static TenantState state(Tenant tenant) {
    TenantState state = new TenantState();
    state.setMetadata(metadata(tenant, TenantState.DEFAULT));
    state.setSpec(new TenantState.Spec());
    return state;
  }

  static String base64(String text) {
    return Base64.getEncoder()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
