package io.k8c.kubelb.e2e.fuzz;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.k8c.kubelb.e2e.install.GatewayKinds;
import io.k8c.kubelb.e2e.lab.Toolchain;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds that a tenant ships, each with the schema of its {@code spec}. */
final class Kinds {
  static final String INGRESS = "Ingress";
  private static final Pattern WORD = Pattern.compile("`([-a-z0-9]+)[^`]*`");

  private Kinds() {}

  /** All of them, by name; that of Ingress has the annotations of its documentation beside. */
  static Map<String, Schema> all() {
    Map<String, Schema> kinds = new LinkedHashMap<>();
    for (Path file : definitions()) {
      CustomResourceDefinition crd = read(file);
      String kind = crd.getSpec().getNames().getKind();
      if (!List.of("GatewayClass", "ReferenceGrant").contains(kind)) {
        kinds.put(kind, new Schema.Structure(Map.of("spec", spec(crd))));
      }
    }
    kinds.put(
        INGRESS,
        new Schema.Structure(
            Map.of("spec", Schema.of(IngressSpec.class), "annotations", annotations())));
    return kinds;
  }

  private static List<Path> definitions() {
    return new GatewayKinds(Toolchain.fast())
        .files().stream()
            .filter(file -> file.getFileName().toString().startsWith("gateway.networking.k8s.io_"))
            .filter(file -> !file.getFileName().toString().contains("_vap_"))
            .toList();
  }

  private static Schema spec(CustomResourceDefinition crd) {
    return crd.getSpec().getVersions().stream()
        .filter(CustomResourceDefinitionVersion::getStorage)
        .map(version -> version.getSchema().getOpenAPIV3Schema().getProperties().get("spec"))
        .map(Schema::of)
        .findFirst()
        .orElseThrow();
  }

  private static CustomResourceDefinition read(Path file) {
    try (InputStream yaml = Files.newInputStream(file)) {
      return Serialization.unmarshal(yaml, CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first column of the table, in which the beginning of a name may be left out. */
  private static Schema annotations() {
    Map<String, Schema> fields = new LinkedHashMap<>();
    String text;
    try {
      text = Files.readString(Toolchain.root().resolve("docs/ingress.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    text.lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(0, line.indexOf('|', 1)))
        .forEach(
            column -> {
              Matcher words = WORD.matcher(column);
              while (words.find()) {
                String word = words.group(1);
                fields.put(
                    word.startsWith("-") ? "session-cookie" + word : word,
                    new Schema.Leaf("string", List.of(), 0, 0));
              }
            });
    return new Schema.Structure(fields);
  }
}
