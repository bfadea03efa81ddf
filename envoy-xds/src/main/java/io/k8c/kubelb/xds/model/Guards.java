package io.k8c.kubelb.xds.model;

import java.util.Optional;

/**
 * What a request must fulfil before a rule does anything with it.
 *
 * @param bodyBytes that a body may have at most; a larger one is answered by 413
 * @param rate how many requests are taken from one client; the others are answered by 429
 * @param authorization who is asked about each request
 */
public record Guards(
    SourceRanges sources,
    Optional<Long> bodyBytes,
    Optional<Rate> rate,
    Optional<ExternalAuthorization> authorization) {
  /** Everyone may come in. */
  public static final Guards NONE =
      new Guards(SourceRanges.ALL, Optional.empty(), Optional.empty());

  /** Guards that ask nobody. */
  public Guards(SourceRanges sources, Optional<Long> bodyBytes, Optional<Rate> rate) {
    this(sources, bodyBytes, rate, Optional.empty());
  }

  /** Only who is asked about it keeps a request out. */
  public static Guards asking(ExternalAuthorization authorization) {
    return new Guards(
        SourceRanges.ALL, Optional.empty(), Optional.empty(), Optional.of(authorization));
  }

  /**
   * Requests of one client address, counted by each proxy for itself.
   *
   * @param perSecond on average
   * @param burst at once
   */
  public record Rate(int perSecond, int burst) {
    public Rate {
      if (perSecond < 1 || burst < perSecond) {
        throw new IllegalArgumentException("not a rate: " + perSecond + ", " + burst);
      }
    }
  }
}
