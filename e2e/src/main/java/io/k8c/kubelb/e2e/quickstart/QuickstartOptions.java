package io.k8c.kubelb.e2e.quickstart;

import io.k8c.kubelb.e2e.install.ImageNames;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code quickstart} is told on its command line. */
final class QuickstartOptions {
  @Option(
      names = "--check",
      description = "Checks that everything works, ends, and exits with 0 or 1.")
  boolean check;

  @Option(
      names = "--hub",
      paramLabel = "KUBECONFIG",
      description = "Uses this cluster as the hub instead of making clusters.")
  @Nullable Path hub;

  @Option(
      names = "--tenant",
      paramLabel = "NAME=KUBECONFIG",
      description = "Uses this cluster as tenant NAME; may be repeated. Goes with --hub.")
  private final Map<String, Path> tenants = new LinkedHashMap<>();

  @Option(
      names = "--hub-address",
      paramLabel = "HOST[:PORT]",
      defaultValue = "",
      description = "The hub's API server as pods of your tenant clusters reach it.")
  private String hubAddress = "";

  @Option(
      names = "--manager-image",
      defaultValue = "kubelb-manager:0.1.0-SNAPSHOT",
      description = "Image in your hub, built from Dockerfile.manager. Default: ${DEFAULT-VALUE}")
  private String managerImage = "";

  @Option(
      names = "--ccm-image",
      defaultValue = "kubelb-ccm:0.1.0-SNAPSHOT",
      description = "Image in your tenant clusters, from Dockerfile.ccm. Default: ${DEFAULT-VALUE}")
  private String ccmImage = "";

  @Option(
      names = "--envoy-image",
      defaultValue = "envoyproxy/envoy:distroless-v1.40.0",
      description = "Envoy's image in your hub. Default: ${DEFAULT-VALUE}")
  private String envoyImage = "";

  @Option(
      names = "--echo-image",
      defaultValue = "localhost/echo:1",
      description =
          "The echo server in your tenant clusters, from e2e/toolchain/images. Default:"
              + " ${DEFAULT-VALUE}")
  private String echoImage = "";

  /** What concerns clusters that the user brought. */
  record Own(Map<String, Path> tenants, String hubAddress, ImageNames images, String echoImage) {}

  Own own() {
    return new Own(
        tenants, hubAddress, new ImageNames(managerImage, ccmImage, envoyImage), echoImage);
  }
}
