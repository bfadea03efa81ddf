package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.manager.route.spec.BackendTlsPolicy;
import io.k8c.kubelb.manager.route.spec.GatewaySpec;
import io.k8c.kubelb.manager.route.spec.IngressSpec;
import io.k8c.kubelb.manager.route.spec.ListenerSetSpec;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.RequestRoute;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import io.k8c.kubelb.manager.route.spec.Spec;
import io.k8c.kubelb.manager.route.spec.StreamRoute;
import io.k8c.kubelb.manager.route.spec.Tree;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Route object holds, read once for each of its versions.
 *
 * @param name of the Route, which is the UID of the source
 * @param self what the source is called in the tenant cluster
 * @param generation of the source as it was shipped
 * @param announced address that was announced for it before
 * @param resource as it was shipped
 * @param created when the tenant cluster made the source, as text that sorts by time
 */
public record ParsedSource(
    String name,
    ObjectName self,
    long generation,
    String created,
    Map<String, String> namespaceLabels,
    List<RouteFacts.Parent> parents,
    Map<ObjectName, RouteFacts.Reference> references,
    Spec spec,
    Optional<String> announced,
    Tree resource,
    Place place) {
  /** Order among sources that ask for the same: the oldest, then by namespace and name. */
  public static final Comparator<ParsedSource> OLDEST_FIRST =
      Comparator.comparing(ParsedSource::created)
          .thenComparing(source -> source.self().namespace())
          .thenComparing(source -> source.self().name())
          .thenComparing(ParsedSource::name);

  public ParsedSource {
    namespaceLabels = Map.copyOf(namespaceLabels);
    parents = List.copyOf(parents);
    references = Map.copyOf(references);
  }

  /** Reads a Route; what is not understood is a value of its {@code spec}. */
  public static ParsedSource of(Route route) {
    Route.@Nullable Source source = route.getSpec() == null ? null : route.getSpec().source();
    Route.@Nullable KubernetesSource kubernetes = source == null ? null : source.kubernetes();
    Tree tree = Tree.of(kubernetes == null ? null : kubernetes.resource());
    RouteFacts facts =
        kubernetes == null || kubernetes.facts() == null ? RouteFacts.NONE : kubernetes.facts();
    Tree metadata = tree.at("metadata");
    String namespace = metadata.text("namespace", "");
    return new ParsedSource(
        route.getMetadata().getName(),
        new ObjectName(
            group(tree.text("apiVersion", "")),
            tree.text("kind", ""),
            namespace,
            metadata.text("name", "")),
        metadata.at("generation").node().asLong(0),
        metadata.text("creationTimestamp", ""),
        facts.namespaceLabels(),
        facts.parents(),
        references(facts),
        spec(tree),
        announced(route),
        tree,
        Place.of(namespace, facts.namespaceLabels()));
  }

  /** The same, as its Route stands now. */
  public ParsedSource announcedBy(Route route) {
    Optional<String> now = announced(route);
    return now.equals(announced)
        ? this
        : new ParsedSource(
            name,
            self,
            generation,
            created,
            namespaceLabels,
            parents,
            references,
            spec,
            now,
            resource,
            place);
  }

  private static Optional<String> announced(Route route) {
    return Optional.ofNullable(route.getStatus()).map(Route.Status::address);
  }

  /**
   * The same as the hub's own Gateways see it.
   *
   * @param where its tenant is in the hub
   * @param since when it is there, in time that no tenant tells
   * @param gateways UID of the hub's Gateway for each parentRef
   */
  public ParsedSource inHub(Place where, String since, List<Optional<String>> gateways) {
    return new ParsedSource(
        where.tenant() + "/" + name,
        self,
        generation,
        since,
        namespaceLabels,
        gateways.stream()
            .map(uid -> new RouteFacts.Parent(uid.orElse(null), uid.isPresent()))
            .toList(),
        references,
        spec,
        Optional.empty(),
        resource,
        where);
  }

  /** The same route as if it had this Gateway of the hub as its only parent. */
  ParsedSource below(String gatewayNamespace, String gateway) {
    ObjectNode changed = resource.node().deepCopy();
    // Whatever was shipped may stand there.
    ObjectNode below =
        changed.path("spec") instanceof ObjectNode written ? written : changed.putObject("spec");
    below
        .putArray("parentRefs")
        .addObject()
        .put("group", ObjectName.GATEWAY_API)
        .put("kind", "Gateway")
        .put("name", gateway)
        .put("namespace", gatewayNamespace);
    Tree tree = Tree.of(changed);
    return new ParsedSource(
        name,
        self,
        generation,
        created,
        namespaceLabels,
        List.of(),
        references,
        spec(tree),
        announced,
        tree,
        place);
  }

  /** UID of the Gateway or ListenerSet of ours that a parentRef leads to. */
  public Optional<String> parent(int index) {
    return index < parents.size()
        ? Optional.ofNullable(parents.get(index).uid()).filter(uid -> !uid.isEmpty())
        : Optional.empty();
  }

  /** Whether a parentRef leads to nothing in the tenant cluster, and so perhaps to the hub. */
  public boolean isOpen(int index) {
    return index >= parents.size() || (parent(index).isEmpty() && !parents.get(index).found());
  }

  /** Services that the source refers to. */
  Stream<ObjectName> services() {
    return references.keySet().stream()
        .filter(name -> name.group().isEmpty() && name.kind().equals("Service"));
  }

  /** What is known of an object that the source refers to. */
  public Optional<RouteFacts.Reference> reference(ObjectName target) {
    return Optional.ofNullable(references.get(target));
  }

  private static String group(String apiVersion) {
    return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
  }

  private static Map<ObjectName, RouteFacts.Reference> references(RouteFacts facts) {
    Map<ObjectName, RouteFacts.Reference> references = new LinkedHashMap<>();
    for (RouteFacts.Reference reference : facts.references()) {
      references.putIfAbsent(
          new ObjectName(
              reference.group() == null ? "" : reference.group(),
              reference.kind(),
              reference.namespace(),
              reference.name()),
          reference);
    }
    return references;
  }

  private static Spec spec(Tree tree) {
    Tree spec = tree.at("spec");
    return switch (group(tree.text("apiVersion", "")) + "/" + tree.text("kind", "")) {
      case "gateway.networking.k8s.io/Gateway" -> GatewaySpec.of(spec);
      case "gateway.networking.k8s.io/ListenerSet" -> ListenerSetSpec.of(spec);
      case "gateway.networking.k8s.io/HTTPRoute" -> RequestRoute.http(spec);
      case "gateway.networking.k8s.io/GRPCRoute" -> RequestRoute.grpc(spec);
      case "gateway.networking.k8s.io/TLSRoute" -> StreamRoute.of(RouteKind.TLS, spec);
      case "gateway.networking.k8s.io/TCPRoute" -> StreamRoute.of(RouteKind.TCP, spec);
      case "gateway.networking.k8s.io/UDPRoute" -> StreamRoute.of(RouteKind.UDP, spec);
      case "networking.k8s.io/Ingress" -> IngressSpec.of(tree.at("metadata"), spec);
      case "gateway.networking.k8s.io/BackendTLSPolicy" ->
          new Spec.Policy(BackendTlsPolicy.of(tree.node()));
      default -> new Spec.Unknown();
    };
  }
}
