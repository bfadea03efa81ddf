package io.k8c.kubelb.manager.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.EndpointAddress;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.api.VersionStatus;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** What decisions start from, out of the YAML of golden cases. A misspelt field fails. */
record Inputs(JsonNode tree) {
  static final HubSettings HUB =
      new HubSettings(
          "kubelb",
          "kubelb-manager",
          "envoyproxy/envoy:distroless-v1.40.0",
          "kubelb-manager.kubelb.svc",
          8001,
          new VersionStatus("v0.1.0", "abc", "2026-01-01", "CE"));

  private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final Set<String> KNOWN =
      Set.of(
          "config",
          "tenant",
          "noTenant",
          "loadBalancer",
          "service",
          "addresses",
          "programming",
          "taken");

  Inputs {
    assertThat(KNOWN).containsAll(names(tree));
  }

  LoadBalancerView view() {
    LoadBalancer owner = read(tree.required("loadBalancer"), LoadBalancer.class);
    String namespace = owner.getMetadata().getNamespace();
    return new LoadBalancerView(
        owner,
        tree.has("noTenant") ? Optional.empty() : Optional.of(policy(namespace)),
        Optional.ofNullable(tree.get("service")).map(service -> read(service, Service.class)),
        name -> Optional.ofNullable(tree.path("addresses").get(name)).map(Inputs::addresses));
  }

  TenantPolicy policy(String namespace) {
    return TenantPolicy.of(namespace, config(), tenantSpec());
  }

  Config.Spec config() {
    return tree.has("config") ? read(tree.get("config"), Config.Spec.class) : Config.Spec.NONE;
  }

  private Tenant.Spec tenantSpec() {
    return tree.path("tenant").has("spec")
        ? read(tree.path("tenant").get("spec"), Tenant.Spec.class)
        : Tenant.Spec.NONE;
  }

  Tenant tenant() {
    Tenant tenant = read(tree.required("tenant"), Tenant.class);
    tenant.getMetadata().setUid("tenant-uid");
    return tenant;
  }

  TenantPolicy policy() {
    return policy(TenantNamespace.of(tenant().getMetadata().getName()));
  }

  /** Proxies that are ready and hold everything, unless the case says otherwise. */
  Programming programming() {
    JsonNode given = tree.path("programming");
    return new Programming(
        given.path("proxyReady").asBoolean(true),
        given.path("accepted").asBoolean(true),
        given.path("rejections").valueStream().map(JsonNode::asText).toList());
  }

  IntPredicate taken() {
    JsonNode taken = tree.path("taken");
    return port ->
        taken.asText().equals("all") || taken.valueStream().anyMatch(item -> item.asInt() == port);
  }

  private static List<EndpointAddress> addresses(JsonNode list) {
    return list.valueStream().map(item -> read(item, EndpointAddress.class)).toList();
  }

  static <T> T read(JsonNode tree, Class<T> type) {
    T value = KUBERNETES.convertValue(tree, type);
    checkNames(tree, KUBERNETES.convertValue(value, JsonNode.class), type.getSimpleName());
    return value;
  }

  private static void checkNames(JsonNode given, JsonNode read, String at) {
    for (Map.Entry<String, JsonNode> field : given.properties()) {
      if (says(field.getValue())) {
        assertThat(read.has(field.getKey())).as("%s.%s is known", at, field.getKey()).isTrue();
        checkNames(field.getValue(), read.get(field.getKey()), at + "." + field.getKey());
      }
    }
    for (int i = 0; given.isArray() && i < given.size(); i++) {
      checkNames(given.get(i), read.get(i), at + "[" + i + "]");
    }
  }

  private static boolean says(JsonNode value) {
    return value.isContainerNode() ? !value.isEmpty() : !value.asText().isEmpty();
  }

  private static List<String> names(JsonNode tree) {
    return tree.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** An object that reads the same in every run, in whichever order its maps are. */
  static JsonNode stable(Object object) {
    return SORTED.valueToTree(object);
  }

  static List<Map<String, String>> verdicts(List<Verdict> verdicts) {
    return verdicts.stream().map(Inputs::verdict).toList();
  }

  private static Map<String, String> verdict(Verdict verdict) {
    Map<String, String> tree = new LinkedHashMap<>();
    tree.put("type", verdict.type());
    tree.put("status", verdict.status());
    tree.put("reason", verdict.reason());
    tree.put("message", verdict.message());
    return tree;
  }

  static List<String> notes(List<Note> notes) {
    return notes.stream()
        .map(
            note ->
                "%s %s: %s"
                    .formatted(
                        note.warning() ? "Warning" : "Normal", note.reason(), note.message()))
        .toList();
  }
}
