package io.k8c.kubelb.kit;

/** A kind that a cluster may or may not serve, as an enumeration of such kinds spells it. */
public interface WatchedKind {
  String group();

  String kind();

  /** As paths of the API spell it. */
  String plural();

  boolean isNamespaced();

  /** A label by which its objects are found; empty for none. */
  default String index() {
    return "";
  }

  /** Selects the objects that are watched, by their labels; empty for all. */
  default String labels() {
    return "";
  }
}
