package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.manager.route.spec.GatewaySpec;
import io.k8c.kubelb.manager.route.spec.ListenerSpec;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.ObjectRef;
import io.k8c.kubelb.manager.route.spec.TlsSpec;
import io.k8c.kubelb.manager.route.spec.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Gateways of the hub may show as their certificates.
 *
 * @param namespaces whose Secrets the hub's administrator lets us read
 * @param secrets in these, by {@code namespace/name}
 * @param grants every ReferenceGrant of the hub
 */
public record ListenerSecrets(
    Set<String> namespaces,
    Map<String, SyncSecret> secrets,
    List<GenericKubernetesResource> grants) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public ListenerSecrets {
    namespaces = Set.copyOf(namespaces);
    secrets = Map.copyOf(secrets);
    grants = List.copyOf(grants);
  }

  /** By which name a Secret is found in {@link #secrets}. */
  public static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  /** A Gateway of the hub, read as one of a tenant is, so that both mean the same. */
  public ParsedSource gateway(GenericKubernetesResource gateway) {
    Tree resource = Tree.of(JSON.valueToTree(gateway));
    ParsedSource alone = parsed(gateway, resource, RouteFacts.NONE);
    List<RouteFacts.Reference> references =
        alone.spec() instanceof GatewaySpec spec
            ? references(spec).map(reference -> fact(alone.self(), reference)).distinct().toList()
            : List.of();
    return references.isEmpty()
        ? alone
        : parsed(gateway, resource, new RouteFacts(Map.of(), List.of(), references));
  }

  private static ParsedSource parsed(
      GenericKubernetesResource gateway, Tree resource, RouteFacts facts) {
    Route route = new Route();
    route.setMetadata(new ObjectMetaBuilder().withName(gateway.getMetadata().getUid()).build());
    route.setSpec(
        new Route.Spec(
            List.of(),
            new Route.Source(new Route.KubernetesSource(resource.node(), List.of(), facts))));
    return ParsedSource.of(route);
  }

  private static Stream<ObjectRef> references(GatewaySpec spec) {
    Stream<ObjectRef> ofListeners =
        spec.listeners().stream()
            .map(ListenerSpec::tls)
            .flatMap(tls -> tls.map(TlsSpec::certificates).orElse(List.of()).stream());
    Stream<ObjectRef> ofClients =
        Stream.concat(
                spec.frontend().all().stream(),
                spec.frontend().perPort().values().stream().flatMap(Optional::stream))
            .flatMap(validation -> validation.authorities().stream());
    return Stream.of(ofListeners, spec.backendCertificate().stream(), ofClients)
        .flatMap(each -> each)
        .filter(reference -> reference.group().isEmpty());
  }

  private RouteFacts.Reference fact(ObjectName gateway, ObjectRef reference) {
    ObjectName target = reference.target(gateway.namespace());
    boolean granted = target.namespace().equals(gateway.namespace()) || isGranted(gateway, target);
    boolean secret = target.kind().equals("Secret");
    boolean readable = !secret || namespaces.contains(target.namespace());
    String key = key(target.namespace(), target.name());
    boolean found = secret && granted && readable && secrets.containsKey(key);
    return new RouteFacts.Reference(
        target.group(),
        target.kind(),
        target.namespace(),
        target.name(),
        found,
        granted && readable,
        null,
        found ? key : null,
        null,
        granted && !found ? problem(target, readable) : null,
        List.of(),
        List.of());
  }

  private static String problem(ObjectName target, boolean readable) {
    if (!target.kind().equals("Secret")) {
      return target + " is not read: Gateways of the hub do not check the certificates of clients";
    }
    if (readable) {
      return target + " is not there as a Secret of type kubernetes.io/tls; create it";
    }
    return target
        + " may not be read by the manager; add namespace "
        + target.namespace()
        + " to sharedGateways.secretNamespaces of chart kubelb-manager";
  }

  private boolean isGranted(ObjectName from, ObjectName to) {
    return grants.stream()
        .filter(grant -> to.namespace().equals(grant.getMetadata().getNamespace()))
        .map(grant -> Tree.of(JSON.valueToTree(grant.getAdditionalProperties().get("spec"))))
        .anyMatch(
            spec ->
                spec.list("from", entry -> isFrom(entry, from)).contains(true)
                    && spec.list("to", entry -> isTo(entry, to)).contains(true));
  }

  private static boolean isFrom(Tree entry, ObjectName from) {
    return entry.text("group", "").equals(from.group())
        && entry.text("kind", "").equals(from.kind())
        && entry.text("namespace", "").equals(from.namespace());
  }

  private static boolean isTo(Tree entry, ObjectName to) {
    return entry.text("group", "").equals(to.group())
        && entry.text("kind", "").equals(to.kind())
        && entry.text("name").map(to.name()::equals).orElse(true);
  }
}
