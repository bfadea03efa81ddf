package io.k8c.kubelb.e2e.quickstart;

import io.k8c.kubelb.e2e.install.Access;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the user sees at the end. */
final class Picture {
  private static final String ROW = "%-18s %-22s %-14s %-16s %s%n";

  private Picture() {}

  static String of(Ground ground, List<Answer> answers) {
    var text = new StringBuilder("\n");
    text.append(ROW.formatted("TENANT", "OBJECT", "ADDRESS", "FROM HERE", "ANSWERED BY"));
    for (Answer answer : answers) {
      text.append(
          ROW.formatted(
              answer.tenant().name(),
              answer.exposed().title(),
              answer.address(),
              answer.here(),
              "%s on node %s".formatted(answer.pod(), answer.node())));
    }
    text.append("\nKubeconfigs:\n");
    text.append("  %-18s %s%n".formatted("hub", ground.hub().kubeconfig()));
    for (Access tenant : ground.tenants()) {
      text.append("  %-18s %s%n".formatted(tenant.name(), tenant.kubeconfig()));
    }
    text.append("\nNext, try:\n");
    next(ground, answers.getFirst())
        .forEach(command -> text.append("  ").append(command).append('\n'));
    return text.toString();
  }

  private static List<String> next(Ground ground, Answer first) {
    String kubectl = kubectl(ground);
    return List.of(
        "%s --kubeconfig %s get tenants,loadbalancers,routes -A"
            .formatted(kubectl, ground.hub().kubeconfig()),
        "%s --kubeconfig %s expose deployment %s --name my-service --type LoadBalancer --port 80 --target-port 8080"
            .formatted(kubectl, first.tenant().kubeconfig(), Quickstart.ECHO),
        "%s --kubeconfig %s get gateways,httproutes,ingresses"
            .formatted(kubectl, first.tenant().kubeconfig()),
        "curl http://%s/".formatted(first.here()));
  }

  /** The user's own, or the toolchain's where there is none. */
  private static String kubectl(Ground ground) {
    boolean found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    return found ? "kubectl" : ground.programs().resolve("kubectl").toString();
  }
}
