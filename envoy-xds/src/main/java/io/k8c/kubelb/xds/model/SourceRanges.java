package io.k8c.kubelb.xds.model;

import java.util.List;

/**
 * The networks that clients come from.
 *
 * @param allowed those that they must be in, as {@code 192.0.2.0/24}; empty for all
 * @param denied those that they must not be in, which overrules the other
 */
public record SourceRanges(List<String> allowed, List<String> denied) {
  /** Everyone may come in. */
  public static final SourceRanges ALL = new SourceRanges(List.of(), List.of());

  public SourceRanges {
    allowed = List.copyOf(allowed);
    denied = List.copyOf(denied);
  }

  /** Whether nobody is kept out. */
  public boolean isAll() {
    return equals(ALL);
  }
}
