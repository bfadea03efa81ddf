package io.k8c.kubelb.e2e.lab.cloud;

import java.util.BitSet;
import java.util.Optional;

/**
 * Hands out numbers of a range, each to one holder; a number that was given back is the last to be
 * used again. The numbers behind the range have a holder only when they are asked for.
 */
public final class Numbers {
  private final int first;
  private final int last;
  private final int lastReserved;
  private final BitSet taken = new BitSet();
  private int next;

  public Numbers(int first, int last) {
    this(first, last, last);
  }

  /** With numbers behind the last that are handed out on request only. */
  public Numbers(int first, int last, int lastReserved) {
    this.first = first;
    this.last = last;
    this.lastReserved = lastReserved;
    this.next = first;
  }

  /** Empty when all are taken. */
  public synchronized Optional<Integer> take() {
    for (int tried = first; tried <= last; tried++) {
      int number = next;
      next = next == last ? first : next + 1;
      if (take(number)) {
        return Optional.of(number);
      }
    }
    return Optional.empty();
  }

  /** True if this very number was free and is the caller's now. */
  public synchronized boolean take(int number) {
    if (number < first || number > lastReserved || taken.get(number)) {
      return false;
    }
    taken.set(number);
    return true;
  }

  public synchronized void give(int number) {
    taken.clear(number);
  }
}
