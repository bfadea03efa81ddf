package io.k8c.kubelb.e2e.lab.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Dockerfile builds with buildah, in a store of its own, from base images of this machine. */
final class Builder {
  private final Cache archives;
  private final Cache work;
  private final Buildah buildah;

  Builder(Cache archives) {
    this.archives = archives;
    this.work = archives.below("buildah");
    this.buildah = new Buildah(work.directory());
  }

  Path build(Path dockerfile, Path context, String tag, Map<String, String> arguments) {
    var archive = new ArrayList<Path>();
    try {
      Files.createDirectories(work.directory());
      String text = Files.readString(dockerfile) + arguments.values();
      work.alone(
          "store",
          () -> {
            provide(text);
            String id = bud(dockerfile, context, tag, arguments);
            archive.add(export(tag, id));
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot build " + dockerfile, e);
    }
    return archive.getFirst();
  }

  private void provide(String text) {
    var bases = new BaseImages(archives);
    if (text.contains(BaseImages.DEBIAN) || text.contains(BaseImages.JDK)) {
      pull(bases.debian(), BaseImages.DEBIAN);
    }
    if (text.contains(BaseImages.JDK)) {
      Path context = bases.jdkContext();
      work.get(
          "built-" + context.getFileName(),
          place -> {
            bud(context.resolve("Dockerfile"), context, BaseImages.JDK, Map.of());
            Files.writeString(place, BaseImages.JDK);
          });
    }
  }

  private void pull(Path archive, String tag) {
    work.get(
        "pulled-" + archive.getFileName(),
        place -> {
          buildah.run("pull", "-q", "docker-archive:" + archive);
          Files.writeString(place, tag);
        });
  }

  private String bud(Path dockerfile, Path context, String tag, Map<String, String> arguments) {
    List<String> words =
        new ArrayList<>(
            List.of("bud", "--layers", "--isolation", "chroot", "--pull-never", "-t", tag));
    arguments.forEach((name, value) -> words.addAll(List.of("--build-arg", name + "=" + value)));
    words.addAll(List.of("-f", dockerfile.toString(), context.toString()));
    buildah.run(words.toArray(String[]::new));
    return buildah.run("inspect", "--type", "image", "--format", "{{.FromImageID}}", tag);
  }

  private Path export(String tag, String id) {
    String name = tag.replaceAll("[^A-Za-z0-9.-]", "-") + "-" + id.substring(0, 16) + ".tar";
    return archives
        .below("builds")
        .get(
            name,
            place -> {
              Path whole = place.resolveSibling(place.getFileName() + ".part");
              Files.deleteIfExists(whole);
              buildah.run("push", "-q", tag, "docker-archive:" + whole + ":" + tag);
              Files.move(whole, place, StandardCopyOption.ATOMIC_MOVE);
            });
  }
}
