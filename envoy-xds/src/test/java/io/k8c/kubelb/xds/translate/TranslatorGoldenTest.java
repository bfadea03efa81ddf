package io.k8c.kubelb.xds.translate;

import io.k8c.kubelb.kit.testing.Golden;
import io.k8c.kubelb.xds.testing.MessageTree;
import io.k8c.kubelb.xds.translate.Translator.Translation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
      tree.put("requires", new TreeSet<>(resource.requires()));
      tree.put("resource", MessageTree.of(resource.body()));
      resources.add(tree);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("revision", translation.revision());
    result.put("resources", resources);
    return Golden.yaml(result);
  }
}
