package io.k8c.kubelb.e2e.quickstart;

import io.fabric8.kubernetes.api.model.Pod;
import io.k8c.kubelb.api.TenantNamespace;
import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.lab.cli.Checks;
import io.k8c.kubelb.e2e.lab.host.Command;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Verifies what the quickstart shows, with the same kubectl and curl that a user has. */
record QuickstartCheck(Ground ground, List<Answer> answers, Checks checks) {
  private static final int REQUESTS = 10;
  private static final String MINE = "my-service";
  private static final String LOAD_BALANCERS = "loadbalancers.kubelb.k8c.io";

  void run() {
    checks.check(
        "every Service, Gateway and Ingress has an address of its own",
        () -> answers.stream().map(Answer::address).distinct().count() == answers.size());
    answers.forEach(this::answeredByItsOwn);
    checks.check("kubectl get tenants shows every tenant ready", this::tenantsReady);
    checks.check(
        "kubectl get loadbalancers,routes shows every address and that all are ready",
        this::addressesShown);
    ground.tenants().forEach(this::accountIsBounded);
    userService(answers.getFirst());
  }

  private void answeredByItsOwn(Answer answer) {
    Set<String> pods = pods(answer.tenant());
    checks.check(
        "%s: %d requests to %s are all answered by its own pods"
            .formatted(answer.tenant().name(), REQUESTS, answer.exposed().title()),
        () ->
            IntStream.range(0, REQUESTS)
                .mapToObj(_ -> ask(answer))
                .allMatch(said -> said.map(Answer::pod).filter(pods::contains).isPresent()));
  }

  private static Optional<Answer> ask(Answer answer) {
    return Echo.ask(answer.tenant(), answer.exposed(), answer.address(), answer.here());
  }

  private boolean tenantsReady() {
    String table = kubectl(ground.hub(), "get", "tenants", "--no-headers");
    return answers.stream()
        .allMatch(
            answer ->
                table.lines().anyMatch(line -> line.matches(answer.tenant().name() + " +True .*")));
  }

  private boolean addressesShown() {
    String table = kubectl(ground.hub(), "get", "loadbalancers,routes", "-A", "--no-headers");
    return answers.stream().allMatch(answer -> table.contains(answer.address()))
        && table.lines().filter(line -> !line.isBlank()).allMatch(line -> line.contains(" True "));
  }

  private void accountIsBounded(Access tenant) {
    String namespace = TenantNamespace.of(tenant.name());
    String account = "system:serviceaccount:%s:kubelb-ccm".formatted(namespace);
    checks.check(
        "%s: its account in the hub writes load balancers there and reads no Secret elsewhere"
            .formatted(tenant.name()),
        () ->
            can(account, "create", LOAD_BALANCERS, namespace)
                && !can(account, "get", "secrets", "kubelb")
                && !can(account, "patch", LOAD_BALANCERS, namespace, "--subresource=status"));
  }

  private boolean can(
      String account, String verb, String resource, String namespace, String... more) {
    List<String> words =
        kubectlWords(
            ground.hub(), "auth", "can-i", verb, resource, "-n", namespace, "--as", account);
    return Command.of(Stream.concat(words.stream(), Arrays.stream(more)).toList()).run().ok();
  }

  private void userService(Answer answer) {
    Access cluster = answer.tenant();
    var _ =
        kubectl(
            cluster,
            "expose",
            "deployment",
            Quickstart.ECHO,
            "--name",
            MINE,
            "--type",
            "LoadBalancer",
            "--port",
            "80",
            "--target-port",
            "8080");
    checks.check(
        "a Service that the user creates gets an address and answers",
        () ->
            Exposed.SERVICE
                .address(cluster, MINE)
                .filter(address -> !address.equals(answer.address()))
                .flatMap(
                    address -> Echo.ask(cluster, Exposed.SERVICE, address, ground.here(address)))
                .isPresent());
    var _ = kubectl(cluster, "delete", "service", MINE);
    checks.check(
        "and is gone from the hub when it is deleted",
        () -> !kubectl(ground.hub(), "get", "loadbalancers", "-A", "--no-headers").contains(MINE));
  }

  private static Set<String> pods(Access cluster) {
    return cluster.client().pods().inNamespace(Quickstart.NAMESPACE).list().getItems().stream()
        .map(Pod::getMetadata)
        .map(metadata -> metadata.getName())
        .collect(Collectors.toSet());
  }

  private String kubectl(Access cluster, String... words) {
    return Command.of(kubectlWords(cluster, words)).run().orThrow();
  }

  private List<String> kubectlWords(Access cluster, String... words) {
    return Stream.concat(
            Stream.of(
                ground.programs().resolve("kubectl").toString(),
                "--kubeconfig",
                cluster.kubeconfig().toString()),
            Arrays.stream(words))
        .toList();
  }
}
