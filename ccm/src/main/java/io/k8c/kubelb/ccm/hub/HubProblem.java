package io.k8c.kubelb.ccm.hub;

/** Why the hub cannot be reached, in a sentence that says what to do. */
public final class HubProblem extends Exception {
  private static final long serialVersionUID = 1L;

  HubProblem(String message) {
    super(message);
  }
}
