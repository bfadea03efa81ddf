package io.k8c.kubelb.e2e.lab.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.k8c.kubelb.e2e.lab.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTest {
  @TempDir private Path directory;

  @Test
  void theManifestNamesALayerWithTheDigestThatTheConfigurationTells() throws IOException {
    JsonNode manifest = json(write("a.tar"), "manifest.json").get(0);

    String layer = manifest.at("/Layers/0").asText();
    JsonNode config = json(directory.resolve("a.tar"), manifest.get("Config").asText());

    assertThat(manifest.at("/RepoTags/0").asText()).isEqualTo("localhost/x:1");
    assertThat(layer)
        .isEqualTo(config.at("/rootfs/diff_ids/0").asText().substring("sha256:".length()) + ".tar");
    assertThat(config.at("/config/Entrypoint/0").asText()).isEqualTo("/x");
    assertThat(config.get("history")).hasSize(1);
  }

  @Test
  void theSameFilesMakeTheSameArchive() throws IOException {
    assertThat(write("a.tar")).hasSameBinaryContentAs(write("b.tar"));
  }

  private Path write(String name) throws IOException {
    Path root = Files.createDirectories(directory.resolve("root-" + name));
    Files.writeString(root.resolve("x"), "program");
    Path archive = directory.resolve(name);
    ImageArchive.write(root, new ImageConfig("localhost/x:1", List.of("/x"), "1:1"), archive);
    return archive;
  }

  private static JsonNode json(Path archive, String file) throws IOException {
    return new JsonMapper()
        .readTree(Command.of("tar", "-xOf", archive.toString(), file).run().orThrow());
  }
}
