package io.k8c.kubelb.xds.server;

import java.util.List;

/**
 * How far a source has come on the proxies that are connected here.
 *
 * @param revision of the source that is served; empty where the source is not known
 * @param streams proxies that are connected and have their first complete set
 * @param accepted whether all of those hold everything of that revision
 * @param rejections what they refused of it
 */
public record Progress(String revision, int streams, boolean accepted, List<Rejection> rejections) {
  /** What is known of a source that was never published. */
  public static final Progress NONE = new Progress("", 0, false, List.of());

  public Progress {
    rejections = List.copyOf(rejections);
  }
}
