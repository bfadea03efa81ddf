package io.k8c.kubelb.xds.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.testing.Examples;
import io.k8c.kubelb.xds.translate.Translator.Translation;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TranslatorTest {
  private static final ProxyConfig WEB = Examples.tcp("web", 10001, "10.0.0.1");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Translator translator = new Translator();
  private final Translation first = translator.translate(WEB, Translation.NOTHING);
  private final long hashedBefore = translator.hashed();

  @Test
  void theFirstTranslationBuildsEverything() {
    assertThat(first.resources())
        .extracting(XdsResource::type)
        .containsExactly(ResourceType.CLUSTER, ResourceType.ENDPOINT, ResourceType.LISTENER);
    assertThat(hashedBefore).isEqualTo(3);
  }

  @Test
  void whatDidNotChangeIsNeitherBuiltNorHashedAgain() {
    // when
    Translation second = translator.translate(Examples.tcp("web", 10001, "10.0.0.1"), first);

    // then
    assertThat(hashed()).isZero();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void anotherRevisionAloneChangesNoResource() {
    // when
    Translation second = translator.translate(new ProxyConfig("2", WEB.listeners()), first);

    // then
    assertThat(hashed()).isZero();
    assertThat(second.revision()).isEqualTo("2");
    assertThat(second.resources()).isEqualTo(first.resources());
  }

  @Test
  void aNodeMoreChangesTheEndpointsOnly() {
    // when
    Translation second =
        translator.translate(Examples.tcp("web", 10001, "10.0.0.1", "10.0.0.2"), first);

    // then
    assertThat(hashed()).isEqualTo(1);
    assertThat(changed(first, second)).containsExactly(ResourceType.ENDPOINT);
  }

  @Test
  void anotherPortChangesTheListenerOnly() {
    // when
    Translation second = translator.translate(Examples.tcp("web", 10002, "10.0.0.1"), first);

    // then
    assertThat(hashed()).isEqualTo(1);
    assertThat(changed(first, second)).containsExactly(ResourceType.LISTENER);
  }

  @Test
  void anotherHealthCheckChangesTheClusterOnly() {
    // when
    Translation second =
        translator.translate(Examples.tcp("web", 10001, MINUTE, "10.0.0.1"), first);

    // then
    assertThat(hashed()).isEqualTo(1);
    assertThat(changed(first, second)).containsExactly(ResourceType.CLUSTER);
  }

  @Test
  void hostNamesMoveTheEndpointsIntoTheCluster() {
    // when
    Translation second =
        translator.translate(Examples.named("web", 10001, "node.example.com"), first);

    // then
    assertThat(second.resources())
        .extracting(XdsResource::type)
        .containsExactly(ResourceType.CLUSTER, ResourceType.LISTENER);
    assertThat(changed(first, second)).containsExactly(ResourceType.CLUSTER);
  }

  @Test
  void versionsAreTheSameInEveryProcess() {
    // when
    Translation elsewhere = new Translator().translate(WEB, Translation.NOTHING);

    // then
    assertThat(versions(elsewhere)).isEqualTo(versions(first));
  }

  @Test
  void versionsTellContentsApart() {
    // given
    List<ProxyConfig> all =
        List.of(
            WEB,
            Examples.tcp("web", 10002, "10.0.0.1"),
            Examples.tcp("web", 10001, "10.0.0.2"),
            Examples.tcp("web", 10001, MINUTE, "10.0.0.1"),
            Examples.named("web", 10001, "10.0.0.1"));

    // when
    Set<Map<XdsResource.Key, String>> versions = new HashSet<>();
    all.forEach(config -> versions.add(versions(new Translator().translate(config, first))));

    // then
    assertThat(versions).hasSize(all.size());
  }

  @Test
  void aListenerRequiresItsCluster() {
    assertThat(first.resources())
        .extracting(XdsResource::requires)
        .containsExactly(Set.of(), Set.of(), Set.of(XdsResource.Key.cluster("web")));
  }

  private long hashed() {
    return translator.hashed() - hashedBefore;
  }

  private static Set<ResourceType> changed(Translation before, Translation after) {
    Map<XdsResource.Key, String> old = versions(before);
    Set<ResourceType> changed = new HashSet<>();
    versions(after)
        .forEach(
            (key, version) -> {
              if (!version.equals(old.get(key))) {
                changed.add(key.type());
              }
            });
    return changed;
  }

  private static Map<XdsResource.Key, String> versions(Translation translation) {
    Map<XdsResource.Key, String> versions = new HashMap<>();
    translation.resources().forEach(made -> versions.put(made.key(), made.version()));
    return versions;
  }
}
