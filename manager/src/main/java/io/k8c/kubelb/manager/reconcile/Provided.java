package io.k8c.kubelb.manager.reconcile;

import io.k8c.kubelb.manager.route.spec.Finding;

/** What became of a hub Service that is needed. */
sealed interface Provided {
  /** It is there, or comes once one of its name has gone. */
  record Done() implements Provided {}

  /**
   * One of another class goes, and it comes after that.
   *
   * @param message what people are told
   */
  record Recreated(String message) implements Provided {}

  /** It cannot be had; what was there before stays. */
  record Refused(Finding finding) implements Provided {}
}
