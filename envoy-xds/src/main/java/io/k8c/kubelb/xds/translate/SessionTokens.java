package io.k8c.kubelb.xds.translate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What Envoy's tokens look like: the address of an endpoint in Base64, behind two bytes and before
 * the time of expiry in a cookie. All endpoints of an upstream have its port, by which a token is
 * told from those of other upstreams without decoding it.
 */
final class SessionTokens {
  private static final String DIGIT = "[A-Za-z0-9+/]";
  private static final int BITS_OF_BYTE = 8;
  private static final int BITS_OF_DIGIT = 6;

  /** Bytes that four digits stand for. */
  private static final int GROUP = 3;

  /** Tag of the field with the time of expiry, a number. */
  private static final String EXPIRY = "\u0010";

  private SessionTokens() {}

  /** An expression for tokens of endpoints with a port. */
  static String of(int port) {
    String end = ":" + port;
    String alternatives =
        IntStream.range(0, GROUP)
            .boxed()
            .flatMap(before -> Stream.of(last(before, end), inside(before, end + EXPIRY)))
            .collect(Collectors.joining("|"));
    return "(?:" + DIGIT + "{4})*(?:" + alternatives + ")";
  }

  /** A text at the end of the token, so many bytes behind the beginning of a group. */
  private static String last(int before, String text) {
    int unknown = unknown(before);
    return DIGIT.repeat(unknown) + Paths.quote(encoded(before, text).substring(unknown));
  }

  /** The same with something behind it, of which the last digit may hold a part. */
  private static String inside(int before, String text) {
    int unknown = unknown(before);
    int known = (before + text.length()) * BITS_OF_BYTE / BITS_OF_DIGIT;
    return DIGIT.repeat(unknown)
        + Paths.quote(encoded(before, text).substring(unknown, known))
        + DIGIT
        + "*={0,2}";
  }

  /** Digits that hold a part of what is before. */
  private static int unknown(int before) {
    return Math.ceilDiv(before * BITS_OF_BYTE, BITS_OF_DIGIT);
  }

  private static String encoded(int before, String text) {
    byte[] bytes = ("\0".repeat(before) + text).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
