package io.k8c.kubelb.kit.process;

import java.util.UUID;

/** What tells a process from others of its kind, also from itself before a restart. */
public final class Identity {
  private static final int SUFFIX = 8;

  private Identity() {}

  /** The host's name, or the program's where there is none, with a suffix of this start. */
  public static String of(String program) {
    String host = System.getenv("HOSTNAME");
    return (host == null || host.isEmpty() ? program : host)
        + "-"
        + UUID.randomUUID().toString().substring(0, SUFFIX);
  }
}
