package io.k8c.kubelb.e2e.quickstart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.install.Diagnosis;
import io.k8c.kubelb.e2e.install.Installation;
import io.k8c.kubelb.e2e.lab.cli.Progress;
import io.k8c.kubelb.e2e.lab.host.Together;
import io.k8c.kubelb.e2e.lab.host.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From clusters to an answer of every tenant's Service. */
record Quickstart(Path root, Ground ground, Progress progress, Installation installation) {
  static final String ECHO = "echo-server";
  static final String NAMESPACE = "default";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  Quickstart(Path root, Ground ground, Progress progress) {
    this(
        root,
        ground,
        progress,
        new Installation(root, ground.programs(), ground.images(), ground.hub()));
  }

  /** The answers, in the order of the tenants, for each in that of what is exposed. */
  List<Answer> run() {
    progress.say("installing the manager in the hub");
    Together.run(
        List.of(() -> installation.manager(Map.of()), () -> ground.tenants().forEach(this::echo)));
    progress.say("registering " + names());
    ground.tenants().forEach(cluster -> installation.tenant(tenant(cluster.name())));
    ground.tenants().forEach(this::routes);
    progress.say("installing the CCM in every tenant cluster");
    Together.run(ground.tenants().stream().<Runnable>map(cluster -> () -> ccm(cluster)).toList());
    progress.say("waiting for addresses and answers");
    return Together.call(
        ground.tenants().stream()
            .flatMap(
                cluster ->
                    Stream.of(Exposed.values())
                        .<Callable<Answer>>map(exposed -> () -> answer(cluster, exposed)))
            .toList());
  }

  private void echo(Access cluster) {
    for (HasMetadata object : sample(cluster.client(), "echo-server.yaml")) {
      if (object instanceof Deployment deployment) {
        deployment
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .getFirst()
            .setImage(ground.echoImage());
      }
      var _ = cluster.client().resource(object).serverSideApply();
    }
  }

  /** The sample's Tenant of that name, or one like it. */
  private HasMetadata tenant(String name) {
    List<HasMetadata> samples = sample(ground.hub().client(), "tenants.yaml");
    HasMetadata tenant =
        samples.stream()
            .filter(sample -> sample.getMetadata().getName().equals(name))
            .findFirst()
            .orElse(samples.getFirst());
    tenant.getMetadata().setName(name);
    return tenant;
  }

  private String names() {
    return ground.tenants().stream().map(Access::name).collect(Collectors.joining(", "));
  }

  private void routes(Access cluster) {
    ground.gatewayKinds(cluster);
    sample(cluster.client(), "routes.yaml")
        .forEach(object -> cluster.client().resource(object).serverSideApply());
  }

  private void ccm(Access cluster) {
    installation.ccm(cluster.name(), cluster, ground.hubAddress(), Map.of());
  }

  private Answer answer(Access cluster, Exposed exposed) {
    return Wait.upTo(PATIENCE)
        .present(() -> ask(cluster, exposed), () -> missing(cluster, exposed));
  }

  private String missing(Access cluster, Exposed exposed) {
    return "%s of %s has %s; see 'kubectl --kubeconfig %s describe %s'%n%s%n%s"
        .formatted(
            exposed.title(),
            cluster.name(),
            exposed
                .address(cluster)
                .map(a -> "address " + a + " and no answer")
                .orElse("no address"),
            cluster.kubeconfig(),
            exposed.word(),
            Diagnosis.of(cluster, NAMESPACE),
            Diagnosis.of(ground.hub(), TenantNamespace.of(cluster.name())));
  }

  private Optional<Answer> ask(Access cluster, Exposed exposed) {
    return exposed
        .address(cluster)
        .flatMap(address -> Echo.ask(cluster, exposed, address, ground.here(address)));
  }

  private List<HasMetadata> sample(KubernetesClient client, String file) {
    try (InputStream yaml =
        Files.newInputStream(root.resolve("config/samples/quickstart").resolve(file))) {
      return client.load(yaml).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
