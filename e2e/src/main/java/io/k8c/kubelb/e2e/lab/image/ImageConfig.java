package io.k8c.kubelb.e2e.lab.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an image made here is called and how its containers start. */
record ImageConfig(String name, List<String> entrypoint, String user) {
  private static final String TIME = "1970-01-01T00:00:00Z";

  ImageConfig {
    entrypoint = List.copyOf(entrypoint);
  }

  /** The image configuration for one layer, as the image format wants it. */
  Map<String, Object> json(String layer) {
    Map<String, Object> start = new LinkedHashMap<>();
    start.put("Env", List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
    start.put("Entrypoint", new ArrayList<>(entrypoint));
    start.put("User", user);
    start.put("WorkingDir", "/");
    return Map.of(
        "architecture",
        "aarch64".equals(System.getProperty("os.arch")) ? "arm64" : "amd64",
        "os",
        "linux",
        "created",
        TIME,
        "config",
        start,
        "rootfs",
        Map.of("type", "layers", "diff_ids", List.of("sha256:" + layer)),
        // Builds on top of an image without history fail: "history lists 2 non-empty layers, but we
        // have 3".
        "history",
        List.of(Map.of("created", TIME, "created_by", "kubelb lab")));
  }
}
