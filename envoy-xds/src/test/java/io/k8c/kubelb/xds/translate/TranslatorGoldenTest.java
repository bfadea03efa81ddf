package io.k8c.kubelb.xds.translate;

import io.k8c.kubelb.kit.testing.Golden;
import io.k8c.kubelb.xds.testing.MessageTree;
import io.k8c.kubelb.xds.translate.Translator.Translation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every kind of traffic becomes; a changed output is sent to every proxy on an upgrade. */
class TranslatorGoldenTest {

  @TestFactory
  Stream<DynamicTest> cases() {
    return Golden.cases(
        "envoy-xds/src/test/cases/translate",
        inputs -> {
          var config = ConfigReader.config(inputs.tree("in.yaml"));
          Translation translation = new Translator().translate(config, Translation.NOTHING);
          return Map.of("out.yaml", yaml(translation));
        });
  }

  private static String yaml(Translation translation) {
    List<Object> resources = new ArrayList<>();
    for (XdsResource resource : translation.resources()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("type", resource.type().name());
      tree.put("name", resource.name());
      tree.put("requires", names(resource.requires()));
      if (!resource.mentions().isEmpty()) {
        tree.put("mentions", names(resource.mentions()));
      }
      tree.put("resource", MessageTree.of(resource.body()));
      resources.add(tree);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("revision", translation.revision());
    result.put("resources", resources);
    return Golden.yaml(result);
  }

  private static List<String> names(Set<XdsResource.Key> keys) {
    return keys.stream().map(key -> key.type() + " " + key.name()).sorted().toList();
  }
}
