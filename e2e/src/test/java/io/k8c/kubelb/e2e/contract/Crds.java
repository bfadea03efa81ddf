package io.k8c.kubelb.e2e.contract;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.kit.testing.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Our kinds as the charts carry them. */
final class Crds {
  private static final Path FOLDER = Project.root().resolve("charts/kubelb-manager/crds");

  private Crds() {}

  static List<CustomResourceDefinition> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Crds::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CustomResourceDefinition read(Path file) {
    try {
      return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every field of a kind, by its path: {@code Kind.spec.list[].field}, {@code map{}} for maps. */
  static Map<String, JSONSchemaProps> fields(CustomResourceDefinition crd) {
    Map<String, JSONSchemaProps> fields = new TreeMap<>();
    walk(
        crd.getSpec().getNames().getKind(),
        crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema(),
        fields);
    return fields;
  }

  private static void walk(
      String path, JSONSchemaProps schema, Map<String, JSONSchemaProps> fields) {
    schema
        .getProperties()
        .forEach(
            (name, field) -> {
              String below = path + "." + name;
              if (!below.matches("\\w+\\.(apiVersion|kind|metadata)")) {
                fields.put(below, field);
                walk(below, field, fields);
              }
            });
    if (schema.getItems() != null) {
      fields.put(path + "[]", schema.getItems().getSchema());
      walk(path + "[]", schema.getItems().getSchema(), fields);
    }
    if (schema.getAdditionalProperties() != null
        && schema.getAdditionalProperties().getSchema() != null) {
      fields.put(path + "{}", schema.getAdditionalProperties().getSchema());
      walk(path + "{}", schema.getAdditionalProperties().getSchema(), fields);
    }
  }

  /**
   * The fields that hold a value; a list or map of plain values counts as one, as does a condition.
   */
  static List<String> leaves(CustomResourceDefinition crd) {
    Map<String, JSONSchemaProps> fields = fields(crd);
    return fields.keySet().stream()
        .filter(path -> fields.keySet().stream().noneMatch(other -> isAbove(path, other)))
        .filter(path -> !isEmpty(fields.get(path)))
        .map(Crds::leaf)
        .distinct()
        .toList();
  }

  /** The name of a leaf, without the marks of what it is a list or map of. */
  static String leaf(String path) {
    return path.replaceAll("\\.conditions\\[].*", ".conditions").replaceAll("(\\[]|\\{})+$", "");
  }

  private static boolean isAbove(String path, String other) {
    return other.startsWith(path) && other.substring(path.length()).matches("[.\\[{].*");
  }

  /** The half of a kind that has none. */
  private static boolean isEmpty(JSONSchemaProps field) {
    return "object".equals(field.getType())
        && !Boolean.TRUE.equals(field.getXKubernetesPreserveUnknownFields());
  }
}
