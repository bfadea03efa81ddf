package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.ccm.source.ClassOwner;
import io.k8c.kubelb.ccm.source.ObjectKey;
import io.k8c.kubelb.ccm.source.SourceObject;
import io.k8c.kubelb.ccm.source.Surroundings;
import io.k8c.kubelb.ccm.source.TenantKind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a source sees of the tenant cluster. What it looks at is noted before it is read: a change
 * from then on wakes the source.
 */
final class Sight implements Surroundings {
  private final ObjectKey source;
  private final TenantCluster cluster;
  private final Index index;
  private final Set<ObjectKey> seen = new HashSet<>();

  Sight(ObjectKey source, TenantCluster cluster, Index index) {
    this.source = source;
    this.cluster = cluster;
    this.index = index;
  }

  /** What was not looked at this time does not matter any more; returns that. */
  Set<ObjectKey> complete() {
    return index.retain(source, seen);
  }

  private ObjectKey look(ObjectKey key) {
    if (seen.add(key)) {
      index.add(source, key);
    }
    return key;
  }

  @Override
  public ClassOwner gatewayClass(String name) {
    return cluster.gatewayClass(look(ObjectKey.of(TenantKind.GATEWAY_CLASS, "", name)));
  }

  @Override
  public ClassOwner ingressClass(Optional<String> name) {
    look(ObjectKey.ingressClasses());
    return cluster.ingressClass(name);
  }

  @Override
  public Optional<SourceObject> parent(ObjectKey key) {
    return cluster.object(look(key));
  }

  @Override
  public Map<String, String> namespaceLabels(String namespace) {
    look(ObjectKey.namespace(namespace));
    return cluster.namespaceLabels(namespace);
  }

  @Override
  public List<SourceObject> grants(String namespace) {
    look(ObjectKey.grants(namespace));
    return cluster.grants(namespace);
  }

  @Override
  public Optional<Service> service(ObjectKey key) {
    return cluster.service(look(key));
  }

  @Override
  public Optional<? extends HasMetadata> secret(ObjectKey key) {
    return cluster.secret(look(key));
  }

  @Override
  public Optional<Authorities> authorities(ObjectKey key) {
    return cluster.authorities(look(key));
  }

  @Override
  public boolean isCarried(String uid) {
    return cluster.carried().test(uid);
  }
}
