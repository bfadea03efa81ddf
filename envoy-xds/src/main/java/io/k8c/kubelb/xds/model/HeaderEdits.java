package io.k8c.kubelb.xds.model;

import java.util.List;

/** Changes of the headers of a request or an answer. */
public record HeaderEdits(List<Header> set, List<Header> add, List<String> remove) {
  /** Everything stays. */
  public static final HeaderEdits NONE = new HeaderEdits(List.of(), List.of(), List.of());

  public HeaderEdits {
    set = List.copyOf(set);
    add = List.copyOf(add);
    remove = List.copyOf(remove);
  }

  /** A header and its value, which is taken as it stands. */
  public record Header(String name, String value) {}
}
