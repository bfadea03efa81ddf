package io.k8c.kubelb.manager.route.spec;

import java.util.Comparator;

/**
 * How precisely a match says which requests it is for; what says most comes first.
 *
 * @param type of the match, the most precise being 0
 * @param length of what it compares
 * @param detail length of what it compares besides
 */
public record Rank(int type, int length, int detail) implements Comparable<Rank> {
  private static final Comparator<Rank> MOST_PRECISE_FIRST =
      Comparator.comparingInt(Rank::type)
          .thenComparingInt(rank -> -rank.length)
          .thenComparingInt(rank -> -rank.detail);

  @Override
  public int compareTo(Rank other) {
    return MOST_PRECISE_FIRST.compare(this, other);
  }
}
