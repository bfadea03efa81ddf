package io.k8c.kubelb.ccm.reconcile;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.kit.apply.Applier;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A call to the hub that failed; whatever else fails is of the tenant cluster itself. */
final class HubFailure extends KubernetesClientException {
  private static final long serialVersionUID = 1;
  private static final int UNPROCESSABLE = 422;

  /** Asking again changes nothing until somebody changes the hub, or the object. */
  private static final Set<Integer> LASTING =
      Set.of(
          HttpURLConnection.HTTP_BAD_REQUEST,
          HttpURLConnection.HTTP_FORBIDDEN,
          HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
          UNPROCESSABLE);

  private HubFailure(KubernetesClientException failure) {
    super(
        String.valueOf(failure.getMessage()),
        failure,
        failure.getCode(),
        failure.getStatus(),
        null);
  }

  /** Calls the hub. */
  static <R> R call(Supplier<R> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw new HubFailure(e);
    }
  }

  /** Calls the hub for no answer. */
  static void run(Runnable call) {
    boolean _ =
        call(
            () -> {
              call.run();
              return true;
            });
  }

  /** What a tenant is told of a call that failed. */
  static Note of(KubernetesClientException failure) {
    if (failure instanceof HubFailure) {
      boolean answered = failure.getCode() >= 400 && failure.getCode() < 500;
      return answered && !Applier.isGone(failure)
          ? Note.warning(Reason.HUB_REFUSED.word(), refused(said(failure)))
          : Note.warning(Reason.HUB_UNREACHABLE.word(), "the hub cannot be reached, trying again");
    }
    return Note.warning(
        Reason.WRITE_FAILED.word(),
        "the API server of this cluster, not the hub's, failed: %s; trying again"
            .formatted(said(failure)));
  }

  /** What the hub will go on refusing, for the object's own status. */
  static Optional<String> lasting(KubernetesClientException failure) {
    return failure instanceof HubFailure && LASTING.contains(failure.getCode())
        ? Optional.of(refused(said(failure)))
        : Optional.empty();
  }

  /** Names who can help. */
  static String refused(String said) {
    return "the hub's API server refused: "
        + said
        + "; change what it names, or have the hub's operator allow it";
  }

  private static String said(KubernetesClientException failure) {
    Status status = failure.getStatus();
    return Optional.ofNullable(status)
        .map(Status::getMessage)
        .orElse(failure.getCode() > 0 ? "status " + failure.getCode() : "no answer");
  }
}
