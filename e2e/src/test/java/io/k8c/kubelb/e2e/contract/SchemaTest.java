package io.k8c.kubelb.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind owes its users, whatever it is about. */
class SchemaTest {
  private static final Set<String> WITH_CONDITIONS =
      Set.of("Config", "LoadBalancer", "Route", "SyncSecret", "Tenant", "TenantState");

  record Kind(CustomResourceDefinition crd) {
    @Override
    public String toString() {
      return crd.getSpec().getNames().getKind();
    }
  }

  static List<Kind> kinds() {
    return Crds.all().stream().map(Kind::new).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void everyFieldSaysWhatItIs(Kind kind) {
    assertThat(
            lacking(
                kind, (path, field) -> path.matches(".*[\\]}]") || field.getDescription() != null))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void everyListMapAndTextIsBounded(Kind kind) {
    assertThat(lacking(kind, (path, field) -> isBounded(field))).isEmpty();
  }

  private static boolean isBounded(JSONSchemaProps field) {
    boolean embedded = Boolean.TRUE.equals(field.getXKubernetesPreserveUnknownFields());
    return switch (String.valueOf(field.getType())) {
      case "array" -> field.getMaxItems() != null;
      case "string" ->
          field.getMaxLength() != null || !field.getEnum().isEmpty() || field.getFormat() != null;
      case "object" ->
          embedded || field.getAdditionalProperties() == null || field.getMaxProperties() != null;
      default -> true;
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void everyPortIsBounded(Kind kind) {
    assertThat(
            lacking(
                kind,
                (path, field) ->
                    !path.matches(".*[.](port|nodePort|upstreamTargetPort)")
                        || !"integer".equals(field.getType())
                        || Double.valueOf(65535).equals(field.getMaximum())))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void conditionsAreAMapByType(Kind kind) {
    JSONSchemaProps conditions = Crds.fields(kind.crd()).get(kind + ".status.conditions");

    assertThat(conditions != null).isEqualTo(WITH_CONDITIONS.contains(kind.toString()));
    if (conditions != null) {
      assertThat(conditions.getXKubernetesListType()).isEqualTo("map");
      assertThat(conditions.getXKubernetesListMapKeys()).containsExactly("type");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void tablesBeginWithTheAnswerAndEndWithTheAge(Kind kind) {
    List<String> columns =
        kind.crd().getSpec().getVersions().getFirst().getAdditionalPrinterColumns().stream()
            .map(CustomResourceColumnDefinition::getName)
            .toList();

    assertThat(columns).endsWith("Age");
    if (Set.of("LoadBalancer", "Route", "Tenant").contains(kind.toString())) {
      assertThat(columns).startsWith("Ready", "Reason");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void kindsAreFoundByTheirNames(Kind kind) {
    var names = kind.crd().getSpec().getNames();

    assertThat(kind.crd().getSpec().getGroup()).isEqualTo("kubelb.k8c.io");
    assertThat(names.getCategories()).containsExactly("kubelb");
    assertThat(names.getShortNames())
        .isEqualTo(kind.toString().equals("LoadBalancer") ? List.of("lb") : List.of());
    assertThat(kind.crd().getSpec().getScope())
        .isEqualTo(
            Set.of("Tenant", "HostnameClaim").contains(kind.toString()) ? "Cluster" : "Namespaced");
  }

  private interface Rule {
    boolean holds(String path, JSONSchemaProps field);
  }

  private static List<String> lacking(Kind kind, Rule rule) {
    Predicate<Map.Entry<String, JSONSchemaProps>> holds =
        entry -> rule.holds(entry.getKey(), entry.getValue());
    return Crds.fields(kind.crd()).entrySet().stream()
        .filter(holds.negate())
        .map(Map.Entry::getKey)
        .toList();
  }
}
