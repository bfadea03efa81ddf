package io.k8c.kubelb.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.k8c.kubelb.e2e.lab.image.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsLab
class LabImagesTest {
  private static final String TAG = "localhost/lab-images-test:1";

  @TempDir private Path context;

  @Test
  void aDockerfileBecomesAPodOnEveryNodeOldAndNew() throws IOException {
    var options = LabOptions.standard();
    Path archive = build(options);

    try (Lab lab = Lab.start(options)) {
      Cluster cluster = lab.cluster("solo", 1);
      cluster.loadImage(archive);
      Node added = cluster.addNode();

      for (Node node : cluster.nodes()) {
        run(cluster, node);
        assertThat(log(cluster, node)).contains("built with jlink by test");
      }
      assertThat(cluster.nodes()).contains(added);
    }
  }

  @Test
  void theSameFilesGiveTheSameArchive() throws IOException {
    var options = LabOptions.standard();

    assertThat(build(options)).isEqualTo(build(options));
  }

  private Path build(LabOptions options) throws IOException {
    Path dockerfile = context.resolve("Dockerfile");
    Files.writeString(
        dockerfile,
        """
        FROM localhost/jdk:25 AS build
        RUN jlink --add-modules java.base --output /opt/java-small
        FROM localhost/debian:12
        ARG WHO
        COPY --from=build /opt/java-small /opt/java
        RUN /opt/java/bin/java --version && echo "built with jlink by $WHO" > /message
        USER 65532:65532
        ENTRYPOINT ["cat", "/message"]
        """);
    return new Images(options.programs()).build(dockerfile, context, TAG, Map.of("WHO", "test"));
  }

  private static void run(Cluster cluster, Node node) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(node.name())
            .endMetadata()
            .withNewSpec()
            .withNodeName(node.name())
            .withRestartPolicy("Never")
            .addNewContainer()
            .withName("it")
            .withImage(TAG)
            .endContainer()
            .endSpec()
            .build();
    cluster.client().pods().inNamespace("default").resource(pod).create();
    await().atMost(Duration.ofMinutes(1)).until(() -> "Succeeded".equals(phase(cluster, node)));
  }

  private static String phase(Cluster cluster, Node node) {
    return cluster
        .client()
        .pods()
        .inNamespace("default")
        .withName(node.name())
        .get()
        .getStatus()
        .getPhase();
  }

  private static String log(Cluster cluster, Node node) {
    return cluster.client().pods().inNamespace("default").withName(node.name()).getLog();
  }
}
