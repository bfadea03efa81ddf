package io.k8c.kubelb.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a GatewayClass that names us is told. */
public final class GatewayClassStatus {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonMapper TREES = new JsonMapper();

  private GatewayClassStatus() {}

  /**
   * The status that the class must have.
   *
   * @param gatewayClass with its spec, status and metadata
   * @param features that are supported, in the order of the alphabet
   * @param bundleVersion of the kinds of Gateway API in the cluster, where they say so
   * @param now when a condition changes, it changes now
   * @return empty where the class has it already
   */
  public static Optional<JsonNode> of(
      GenericKubernetesResource gatewayClass,
      List<String> features,
      Optional<String> bundleVersion,
      Instant now) {
    JsonNode before = TREES.valueToTree(gatewayClass.getAdditionalProperties().get("status"));
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(accepted(gatewayClass));
    bundleVersion.map(GatewayClassStatus::version).ifPresent(verdicts::add);
    ObjectNode status = JSON.objectNode();
    long generation = gatewayClass.getMetadata().getGeneration();
    status.set("conditions", conditions(before, verdicts, generation, now));
    ArrayNode supported = status.putArray("supportedFeatures");
    features.forEach(feature -> supported.addObject().put("name", feature));
    return status.equals(before) ? Optional.empty() : Optional.of(status);
  }

  private static Verdict accepted(GenericKubernetesResource gatewayClass) {
    return gatewayClass.get("spec", "parametersRef") != null
        ? Verdict.no(
            "Accepted",
            "InvalidParameters",
            "spec.parametersRef is not supported: the hub decides how its proxies run; remove it")
        : Verdict.yes("Accepted", "Accepted", "Gateways of this class are served by the hub");
  }

  private static Verdict version(String version) {
    return version.startsWith("v1.")
        ? Verdict.yes("SupportedVersion", "SupportedVersion", "Gateway API " + version)
        : Verdict.no(
            "SupportedVersion",
            "UnsupportedVersion",
            "Gateway API " + version + " is installed; versions v1.x are supported");
  }

  /** Conditions of others stay. */
  private static ArrayNode conditions(
      JsonNode status, List<Verdict> verdicts, long generation, Instant now) {
    List<JsonNode> before = status.path("conditions").valueStream().toList();
    ArrayNode conditions = JSON.arrayNode();
    for (Verdict verdict : verdicts) {
      JsonNode known =
          before.stream().filter(each -> is(each, verdict)).findFirst().orElse(JSON.missingNode());
      conditions.add(condition(verdict, known, generation, now));
    }
    Stream<JsonNode> others =
        before.stream().filter(each -> verdicts.stream().noneMatch(verdict -> is(each, verdict)));
    others.forEach(conditions::add);
    return conditions;
  }

  private static boolean is(JsonNode condition, Verdict verdict) {
    return condition.path("type").asText("").equals(verdict.type());
  }

  private static ObjectNode condition(
      Verdict verdict, JsonNode known, long generation, Instant now) {
    boolean same = known.path("status").asText("").equals(verdict.status());
    String changed = now.truncatedTo(ChronoUnit.SECONDS).toString();
    ObjectNode condition = JSON.objectNode();
    condition.put(
        "lastTransitionTime", same ? known.path("lastTransitionTime").asText(changed) : changed);
    condition.put("message", verdict.message());
    condition.put("observedGeneration", (int) generation);
    condition.put("reason", verdict.reason());
    condition.put("status", verdict.status());
    condition.put("type", verdict.type());
    return condition;
  }
}
