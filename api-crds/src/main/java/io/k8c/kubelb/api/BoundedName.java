package io.k8c.kubelb.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names where there is less room than the name of an object may take. */
public final class BoundedName {
  /** As many characters as the value of a label, or the name of a Service, has room for. */
  public static final int LABEL = 63;

  private static final int HASH_BYTES = 4;

  private BoundedName() {}

  /** A name as the value of a label. */
  public static String label(String name) {
    return of(name, "", LABEL);
  }

  /** A name with a suffix; what of it does not fit becomes a hash. */
  public static String of(String name, String suffix, int longest) {
    if (name.length() + suffix.length() <= longest) {
      return name + suffix;
    }
    String end = "-" + hash(name) + suffix;
    return name.substring(0, longest - end.length()) + end;
  }

  /** Eight hexadecimal digits, the same for the same parts in the same order. */
  public static String hash(String... parts) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
