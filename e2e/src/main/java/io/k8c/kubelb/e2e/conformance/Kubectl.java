package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.Output;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The toolchain's kubectl for one cluster. */
record Kubectl(Access cluster, Path programs) {
  Output run(String... words) {
    var start =
        List.of(
            programs.resolve("kubectl").toString(),
            "--kubeconfig",
            cluster.kubeconfig().toString(),
            "--request-timeout=20s");
    return Command.of(Stream.concat(start.stream(), Arrays.stream(words)).toList()).run();
  }
}
