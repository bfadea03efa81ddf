package io.k8c.kubelb.xds.model;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** These edits and then others, as one. */
  public HeaderEdits then(HeaderEdits later) {
    Set<String> overruled =
        Stream.concat(later.set.stream().map(Header::name), later.remove.stream())
            .map(HeaderEdits::plain)
            .collect(Collectors.toSet());
    return new HeaderEdits(
        Stream.concat(without(set, overruled), later.set.stream()).toList(),
        Stream.concat(without(add, overruled), later.add.stream()).toList(),
        Stream.concat(remove.stream(), later.remove.stream()).distinct().toList());
  }

  private static Stream<Header> without(List<Header> headers, Set<String> names) {
    return headers.stream().filter(header -> !names.contains(plain(header.name())));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
