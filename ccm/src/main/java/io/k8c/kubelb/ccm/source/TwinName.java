package io.k8c.kubelb.ccm.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of what we keep beside an object of the tenant. */
final class TwinName {
  private static final String SUFFIX = "-nodeport";
  private static final int LONGEST = 63;
  private static final int HASH_BYTES = 4;

  private TwinName() {}

  /** {@code NAME-nodeport}. */
  static String of(String name) {
    return shortened(name, SUFFIX, LONGEST);
  }

  /** A name with a suffix; what of it does not fit becomes a hash. */
  static String shortened(String name, String suffix, int longest) {
    if (name.length() + suffix.length() <= longest) {
      return name + suffix;
    }
    String end = "-" + hash(name) + suffix;
    return name.substring(0, longest - end.length()) + end;
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
