package io.k8c.kubelb.ccm.hub;

/** What regular looks at the connection come to: is the hub worth a question, is it back. */
final class Looks {
  /** API servers end watches now and then; they come back at once. */
  private static final int BEFORE_ASKING = 2;

  /** A watch outlives the credentials that it was opened with. */
  private static final int BETWEEN_QUESTIONS = 15;

  private int cut;
  private int quiet;
  private boolean unwatched;
  private boolean troubled;

  /**
   * Counts a look.
   *
   * @param watched whether the watches on the hub are connected
   * @param problem whether the hub answered badly, or not at all, when it was asked last
   * @return whether to ask it now
   */
  boolean asks(boolean watched, boolean problem) {
    cut = watched ? 0 : cut + 1;
    quiet++;
    boolean asks = cut >= BEFORE_ASKING || (watched && problem) || quiet >= BETWEEN_QUESTIONS;
    quiet = asks ? 0 : quiet;
    return asks;
  }

  /**
   * Whether the hub has come back since the last look, by its answer or by a watch, whichever is
   * first; both may be.
   *
   * @param problem after the question, if one was asked
   */
  boolean isBack(boolean watched, boolean problem) {
    boolean back = (unwatched && watched) || (troubled && !problem);
    unwatched = !watched;
    troubled = problem;
    return back;
  }
}
