package io.k8c.kubelb.manager.route;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Stands in a name for what does not fit into one, or may not stand there. */
public final class NameHash {
  private static final int DIGITS = 8;

  private NameHash() {}

  /** The same eight hexadecimal digits for the same parts in the same order. */
  public static String of(String... parts) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", Arrays.asList(parts)).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
