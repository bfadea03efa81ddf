package io.k8c.kubelb.e2e.lab.image;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.k8c.kubelb.e2e.lab.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Writes a directory as an image with one layer. The format is docker-archive: containerd completes
 * the short names in it by itself, so that {@code envoy:1.40.0} is found under the name a pod
 * gives.
 */
final class ImageArchive {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private ImageArchive() {}

  static void write(Path root, ImageConfig config, Path archive) throws IOException {
    Path stage = Trees.scratch(archive, ".stage");
    Path layer = stage.resolve("layer.tar");
    tar(layer, root, List.of("--numeric-owner", "--owner=0", "--group=0", "."));
    String sha = Digest.ofFile(layer);
    Files.move(layer, stage.resolve(sha + ".tar"));
    byte[] json = JSON.writeValueAsBytes(config.json(sha));
    String configFile = Digest.of(json) + ".json";
    Files.write(stage.resolve(configFile), json);
    var manifest =
        Map.of(
            "Config", configFile,
            "RepoTags", List.of(config.name()),
            "Layers", List.of(sha + ".tar"));
    Files.write(stage.resolve("manifest.json"), JSON.writeValueAsBytes(List.of(manifest)));
    Path whole = stage.resolve("whole.tar");
    tar(whole, stage, List.of("manifest.json", configFile, sha + ".tar"));
    Files.move(whole, archive, StandardCopyOption.ATOMIC_MOVE);
    Trees.delete(stage);
  }

  private static void tar(Path file, Path directory, List<String> what) {
    List<String> words =
        new java.util.ArrayList<>(
            List.of("tar", "--sort=name", "--mtime=@0", "-C", directory.toString(), "-cf"));
    words.add(file.toString());
    words.addAll(what);
    Command.of(words).run().orThrow();
  }
}
