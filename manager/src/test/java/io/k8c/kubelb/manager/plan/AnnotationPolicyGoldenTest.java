package io.k8c.kubelb.manager.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.kit.testing.Covers;
import io.k8c.kubelb.kit.testing.Golden;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Which annotations reach hub objects. */
class AnnotationPolicyGoldenTest {

  @TestFactory
  @Covers({
    "Config.spec.propagatedAnnotations{}",
    "Config.spec.propagateAllAnnotations",
    "Config.spec.deniedAnnotations[]",
    "Config.spec.defaultAnnotations{}{}",
    "Tenant.spec.propagatedAnnotations{}",
    "Tenant.spec.propagateAllAnnotations",
    "Tenant.spec.deniedAnnotations[]",
    "Tenant.spec.defaultAnnotations{}{}"
  })
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "manager/src/test/cases/annotations",
        inputs -> {
          JsonNode tree = inputs.tree("in.yaml");
          AnnotationPolicy policy =
              AnnotationPolicy.of(
                  Inputs.read(tree.path("config"), Config.Spec.class),
                  Inputs.read(tree.path("tenant"), Tenant.Spec.class));
          Map<String, String> source = new LinkedHashMap<>();
          tree.required("annotations")
              .properties()
              .forEach(entry -> source.put(entry.getKey(), entry.getValue().asText()));
          return Map.of(
              "out.yaml", Golden.yaml(policy.apply(tree.required("kind").asText(), source)));
        });
  }
}
