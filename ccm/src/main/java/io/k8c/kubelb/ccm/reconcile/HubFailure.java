package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.apply.Applier;

/** What a tenant is told of a write that failed. */
final class HubFailure {
  private HubFailure() {}

  static Note of(KubernetesClientException failure) {
    boolean answered = failure.getCode() >= 400 && failure.getCode() < 500;
    return answered && !Applier.isGone(failure)
        ? Note.warning(Reason.HUB_REFUSED.word(), message(failure))
        : Note.warning(Reason.HUB_UNREACHABLE.word(), "the hub cannot be reached, trying again");
  }

  private static String message(KubernetesClientException failure) {
    String said = failure.getStatus() == null ? null : failure.getStatus().getMessage();
    return "the API server refused: " + (said == null ? "status " + failure.getCode() : said);
  }
}
