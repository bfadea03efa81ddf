package io.k8c.kubelb.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The CRDs as the records describe them, with what the generator cannot say added afterwards. */
final class CrdGeneration {
  static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          Addresses.class,
          Config.class,
          HostnameClaim.class,
          LoadBalancer.class,
          Route.class,
          SyncSecret.class,
          Tenant.class,
          TenantState.class);

  private static final String QUANTITY =
      "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

  private CrdGeneration() {}

  /** File name to YAML. */
  static Map<String, String> files() {
    Map<String, ByteArrayOutputStream> streams = new TreeMap<>();
    new CRDGenerator()
        .customResourceClasses(KINDS)
        .withPostProcessor(new Finish())
        .withOutput(new Memory(streams))
        .generate();
    return streams.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> fileName(entry.getKey()),
                entry -> text(entry.getValue()),
                (a, b) -> a,
                TreeMap::new));
  }

  private static String fileName(String generated) {
    String plural = generated.substring(0, generated.indexOf('.'));
    return Wire.GROUP + "_" + plural + ".yaml";
  }

  private static String text(ByteArrayOutputStream stream) {
    String yaml = stream.toString(StandardCharsets.UTF_8);
    return "# Generated from api-crds; a build rewrites it.\n"
        + yaml.substring(yaml.indexOf('\n') + 1);
  }

  private record Memory(Map<String, ByteArrayOutputStream> streams)
      implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    @Override
    public ByteArrayOutputStream outputFor(String name) {
      return streams.computeIfAbsent(name, key -> new ByteArrayOutputStream());
    }

    @Override
    public void close() throws IOException {}
  }

  private static final class Finish implements CRDPostProcessor {
    @Override
    public HasMetadata process(HasMetadata object, String version) {
      CustomResourceDefinition crd = (CustomResourceDefinition) object;
      crd.getMetadata().setLabels(Map.of(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY));
      for (CustomResourceDefinitionVersion served : crd.getSpec().getVersions()) {
        columnsInDeclaredOrder(crd, served);
        finish("", served.getSchema().getOpenAPIV3Schema());
        unused(served.getSchema().getOpenAPIV3Schema());
      }
      return crd;
    }

    /** The generator sorts columns by path; a table reads better with the answer first. */
    private static void columnsInDeclaredOrder(
        CustomResourceDefinition crd, CustomResourceDefinitionVersion served) {
      Class<?> kind =
          KINDS.stream()
              .filter(type -> type.getSimpleName().equals(crd.getSpec().getNames().getKind()))
              .findFirst()
              .orElseThrow();
      List<String> order =
          Stream.of(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
              .map(AdditionalPrinterColumn::name)
              .toList();
      served
          .getAdditionalPrinterColumns()
          .sort(Comparator.comparingInt(column -> order.indexOf(column.getName())));
    }

    private static void finish(String name, JSONSchemaProps schema) {
      // The generator lists a rule on a record's component twice.
      schema.setXKubernetesValidations(
          schema.getXKubernetesValidations().stream().distinct().toList());
      if (name.equals("conditions")) {
        schema.setXKubernetesListType("map");
        schema.setXKubernetesListMapKeys(List.of("type"));
        condition(schema.getItems().getSchema());
      } else if (name.equals("resource")) {
        schema.setType("object");
        schema.setXKubernetesEmbeddedResource(true);
      } else if (Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())
          && schema.getType() == null) {
        schema.setType("object");
      }
      if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString()) && !name.equals("targetPort")) {
        schema.setPattern(QUANTITY);
      }
      if (schema.getProperties() != null) {
        schema.getProperties().forEach(Finish::finish);
      }
      if (schema.getItems() != null) {
        moveUnknownFieldsToItems(schema);
        finish("", schema.getItems().getSchema());
      }
      if (schema.getAdditionalProperties() != null) {
        annotations(name, schema.getAdditionalProperties().getSchema());
        finish("", schema.getAdditionalProperties().getSchema());
      }
    }

    /** A kind without a spec or a status has the field all the same. */
    private static void unused(JSONSchemaProps kind) {
      for (String half : List.of("spec", "status")) {
        JSONSchemaProps field = kind.getProperties().get(half);
        if (field != null && field.getDescription() == null) {
          field.setDescription("Not used by this kind.");
        }
      }
    }

    private static void moveUnknownFieldsToItems(JSONSchemaProps list) {
      if (Boolean.TRUE.equals(list.getXKubernetesPreserveUnknownFields())) {
        list.setXKubernetesPreserveUnknownFields(null);
        list.setType("array");
        list.getItems().getSchema().setXKubernetesPreserveUnknownFields(true);
      }
    }

    private static void annotations(String name, JSONSchemaProps values) {
      if (name.equals("defaultAnnotations")) {
        values.setDescription("Annotation keys and values.");
        values.setMaxProperties(64L);
        values.getAdditionalProperties().getSchema().setMaxLength(4096L);
      }
    }

    /** The schema of metav1.Condition, which the model's class does not carry. */
    private static void condition(JSONSchemaProps condition) {
      condition.setDescription("One aspect of the state.");
      condition.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
      Map<String, JSONSchemaProps> fields = condition.getProperties();
      describe(fields.get("type"), "Which aspect.", 316);
      describe(fields.get("status"), "True, False or Unknown.", 16);
      describe(fields.get("reason"), "Why, in one word of a closed list.", 1024);
      describe(fields.get("message"), "Why, and what to do about it, for people.", 32768);
      describe(fields.get("lastTransitionTime"), "When the status last changed.", 64);
      fields.get("lastTransitionTime").setFormat("date-time");
      fields
          .get("observedGeneration")
          .setDescription("Generation of the spec that this speaks of.");
      fields.get("observedGeneration").setMinimum(0d);
    }

    private static void describe(JSONSchemaProps field, String description, long maxLength) {
      field.setDescription(description);
      field.setMaxLength(maxLength);
    }
  }
}
