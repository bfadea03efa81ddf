package io.k8c.kubelb.kit.process;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a process may use its Lease. An account or an API server may be so new that its roles are
 * not in force yet; the framework asks once (LeaderElectionManager.checkLeaseAccess) and gives up.
 */
final class LeasePermission {
  private static final Logger log = LoggerFactory.getLogger(LeasePermission.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final String ALL = "*";
  private static final List<String> VERBS = List.of("create", "update", "get");

  private final KubernetesClient client;
  private final String namespace;
  private final String lease;
  private volatile Optional<String> problem = Optional.of("not asked yet");

  LeasePermission(KubernetesClient client, String namespace, String lease) {
    this.client = client;
    this.namespace = namespace;
    this.lease = lease;
  }

  /** What stands in the way; nothing once the permission was seen. */
  Optional<String> problem() {
    return problem;
  }

  /** Returns once the permission is there; says each new problem once. */
  void await() throws InterruptedException {
    Optional<String> found = ask();
    while (found.isPresent()) {
      if (!found.equals(problem)) {
        log.atWarn().addKeyValue("lease", lease).log(found.get());
      }
      problem = found;
      Thread.sleep(RETRY);
      found = ask();
    }
    problem = found;
  }

  private Optional<String> ask() {
    try {
      return missing();
    } catch (KubernetesClientException e) {
      return Optional.of("cannot ask for the permission to use the Lease: " + e.getMessage());
    }
  }

  private Optional<String> missing() {
    SelfSubjectRulesReview answer =
        client
            .resource(
                new SelfSubjectRulesReviewBuilder()
                    .withNewSpec()
                    .withNamespace(namespace)
                    .endSpec()
                    .build())
            .create();
    Set<String> allowed =
        answer.getStatus() == null
            ? Set.of()
            : answer.getStatus().getResourceRules().stream()
                .filter(this::isOfLease)
                .flatMap(rule -> rule.getVerbs().stream())
                .collect(Collectors.toSet());
    return allowed.contains(ALL) || allowed.containsAll(VERBS)
        ? Optional.empty()
        : Optional.of(
            "no permission to create, update and get leases in namespace "
                + namespace
                + "; give the ServiceAccount the Role of the chart");
  }

  private boolean isOfLease(ResourceRule rule) {
    return has(rule.getApiGroups(), "coordination.k8s.io")
        && has(rule.getResources(), "leases")
        && (rule.getResourceNames().isEmpty() || rule.getResourceNames().contains(lease));
  }

  private static boolean has(List<String> values, String value) {
    return values.contains(ALL) || values.contains(value);
  }
}
