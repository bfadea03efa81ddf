package io.k8c.kubelb.manager.route.delegate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.RouteFacts;
import io.k8c.kubelb.manager.plan.NodeEndpoints;
import io.k8c.kubelb.manager.route.Certificates;
import io.k8c.kubelb.manager.route.ParsedSource;
import io.k8c.kubelb.manager.route.Policies;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ObjectName;
import io.k8c.kubelb.manager.route.spec.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a specification refers to, made so that it can be referred to in the tenant namespace. What
 * cannot be had is referred to by a name that nothing has, so that no request goes elsewhere.
 */
final class References {
  private final Draft draft;
  private final NodeEndpoints nodes;
  private final HubSecrets secrets;
  private final HubObjects hub;
  private final Policies policies;
  private final List<ParsedSource> consulted = new ArrayList<>();
  private final Map<String, HasMetadata> objects = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  References(
      Draft draft, NodeEndpoints nodes, HubSecrets secrets, HubObjects hub, Policies policies) {
    this.policies = policies;
    this.draft = draft;
    this.nodes = nodes;
    this.secrets = secrets;
    this.hub = hub;
  }

  /** What has to be there before the object that refers to it. */
  List<HasMetadata> objects() {
    return List.copyOf(objects.values());
  }

  /** What is wrong with references. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Says what is wrong with a reference that is none of these. */
  void refuse(Finding finding) {
    findings.add(finding);
  }

  /** Rewrites every reference of Gateway API in a tree, in place. */
  void rewrite(JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      switch (field.getKey()) {
        case "backendRefs", "backendRef" -> each(field.getValue(), this::backend);
        case "certificateRefs", "clientCertificateRef" -> each(field.getValue(), this::certificate);
        case "caCertificateRefs" -> each(field.getValue(), this::authorities);
        default -> {}
      }
      rewrite(field.getValue());
    }
    if (node instanceof ArrayNode list) {
      list.forEach(this::rewrite);
    }
  }

  private static void each(JsonNode value, java.util.function.Consumer<ObjectNode> rewriting) {
    if (value instanceof ObjectNode reference) {
      rewriting.accept(reference);
    }
    value.forEach(
        item -> {
          if (value.isArray() && item instanceof ObjectNode reference) {
            rewriting.accept(reference);
          }
        });
  }

  private void backend(ObjectNode reference) {
    ObjectName name = name(reference, "Service");
    reference.remove("namespace");
    if (!name.group().isEmpty() || !name.kind().equals("Service")) {
      findings.add(
          new Finding(
              "InvalidKind", "backends of kind " + name.kind() + " are not served; use a Service"));
      reference.remove("group");
      reference.put("kind", "Service");
    }
    reference.put("name", service(name));
  }

  /** Name in the hub of what stands for a Service. */
  String service(ObjectName target) {
    String name = DelegateName.of(draft.source(), target);
    Optional<RouteFacts.Reference> fact = usable(target, "BackendNotFound");
    fact.ifPresent(service -> provide(name, service));
    return name;
  }

  private void provide(String name, RouteFacts.Reference service) {
    if (objects.containsKey("Service/" + name)) {
      return;
    }
    HubBackend.of(draft, name, service, nodes).forEach(this::add);
    unreached(service).ifPresent(findings::add);
    policies
        .source(new ObjectName("", "Service", service.namespace(), service.name()))
        .ifPresent(policy -> policy(name, policy));
  }

  private Optional<Finding> unreached(RouteFacts.Reference service) {
    String problem = service.problem();
    Optional<String> message = Optional.empty();
    if (service.ports().stream().noneMatch(port -> port.nodePort() > 0)) {
      message = Optional.of(problem == null ? "it has no node port yet" : problem);
    } else if (nodes.of(service).addresses().isEmpty()) {
      message =
          Optional.of(
              nodes.of(service).problems().stream()
                  .findFirst()
                  .orElse("the tenant cluster has announced no node"));
    }
    return message.map(
        text ->
            new Finding(
                Reason.NO_ENDPOINTS.word(),
                "nothing serves Service "
                    + service.namespace()
                    + "/"
                    + service.name()
                    + ": "
                    + text));
  }

  /** The policy in force says how a backend is spoken to; without it nothing may be sent there. */
  private void policy(String service, ParsedSource policy) {
    consulted.add(policy);
    JsonNode spec = policy.resource().at("spec").node().deepCopy();
    for (JsonNode reference : spec.path("validation").path("caCertificateRefs")) {
      if (reference instanceof ObjectNode fields) {
        fields.put("namespace", policy.self().namespace());
      }
    }
    if (spec instanceof ObjectNode fields && hub.version(HubKind.BACKEND_TLS_POLICY).isPresent()) {
      fields
          .putArray("targetRefs")
          .addObject()
          .put("group", "")
          .put("kind", "Service")
          .put("name", service);
      rewrite(fields.path("validation"));
      GenericKubernetesResource object = new GenericKubernetesResource();
      object.setApiVersion(
          HubKind.BACKEND_TLS_POLICY.group()
              + "/"
              + hub.version(HubKind.BACKEND_TLS_POLICY).orElse("v1"));
      object.setKind(HubKind.BACKEND_TLS_POLICY.kind());
      object.setMetadata(draft.metadata(service, HubKind.BACKEND_TLS_POLICY.word()));
      object.setAdditionalProperty("spec", fields);
      add(object);
    } else {
      objects.remove("Service/" + service);
      findings.add(
          new Finding(
              Reason.KIND_NOT_SERVED.word(),
              "the hub has no kind BackendTLSPolicy, which this Service needs; ask the hub's"
                  + " administrator to install it"));
    }
  }

  private void certificate(ObjectNode reference) {
    ObjectName name = name(reference, "Secret");
    reference.remove("namespace");
    reference.put("name", secret(name));
  }

  /** Name in the hub of what stands for a Secret. */
  String secret(ObjectName target) {
    HubSecrets.Found found = secrets.find(draft, target);
    found.problem().ifPresent(findings::add);
    found.secret().ifPresent(this::add);
    return found
        .secret()
        .map(secret -> secret.getMetadata().getName())
        .orElseGet(() -> DelegateName.of(draft.source(), target));
  }

  private void authorities(ObjectNode reference) {
    ObjectName target = name(reference, "ConfigMap");
    String name = DelegateName.of(draft.source(), target);
    reference.remove("namespace");
    reference.put("name", name);
    usable(target, "InvalidCACertificateRef")
        .map(RouteFacts.Reference::authorities)
        .ifPresent(
            pem ->
                add(
                    new ConfigMapBuilder()
                        .withMetadata(draft.metadata(name, "configmap"))
                        .addToData("ca.crt", pem)
                        .build()));
  }

  private Optional<RouteFacts.Reference> usable(ObjectName target, String missing) {
    Optional<RouteFacts.Reference> ofPolicy =
        consulted.stream().flatMap(policy -> policy.reference(target).stream()).findFirst();
    if (ofPolicy.filter(RouteFacts.Reference::found).isPresent()) {
      return ofPolicy;
    }
    Optional<RouteFacts.Reference> fact = draft.source().reference(target);
    if (!target.namespace().equals(draft.source().self().namespace())
        && !fact.map(RouteFacts.Reference::granted).orElse(draft.source().isCut(target))) {
      findings.add(new Finding(Certificates.NOT_PERMITTED, target.notGranted()));
      return Optional.empty();
    }
    if (!fact.map(RouteFacts.Reference::found).orElse(false)) {
      findings.add(new Finding(missing, draft.source().missing(target)));
      return Optional.empty();
    }
    return fact;
  }

  private ObjectName name(ObjectNode reference, String kind) {
    Tree tree = Tree.of(reference);
    return new ObjectName(
        tree.text("group", ""),
        tree.text("kind", kind),
        tree.text("namespace", draft.source().self().namespace()),
        tree.text("name", ""));
  }

  private void add(HasMetadata object) {
    objects.put(object.getKind() + "/" + object.getMetadata().getName(), object);
  }
}
