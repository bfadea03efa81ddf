package io.k8c.kubelb.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Values at and beyond the edge of what can be meant. */
final class Oddities {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<Long> NUMBERS =
      List.of(-1L, 0L, 1L, 99L, 65_535L, 65_536L, 2_147_483_647L, 2_147_483_648L, Long.MAX_VALUE);

  /** Around what fields of Envoy and of Kubernetes can hold. */
  private static final List<Integer> LENGTHS =
      List.of(253, 254, 1024, 2048, 8192, 16_000, 16_383, 16_384, 16_385, 20_000);

  private static final List<String> DURATIONS =
      List.of(
          "0s",
          "1ms",
          "0h0m0s0ms",
          "99999h99999h99999h99999h",
          "1h30m",
          "10s500ms",
          "1m1m1m1m",
          "-1s",
          "1d",
          "1.5s",
          "s",
          "1",
          "99999ms",
          "123456s",
          "P1D",
          "1us");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\t",
          "\u0000",
          "a\u0000b",
          "a\r\nb: c",
          "\u007f",
          "ä",
          "\u202egro.elpmaxe",
          "\ud83d\ude00",
          "\ufeff",
          "x".repeat(256),
          "x".repeat(5000),
          "/" + "x/".repeat(2000),
          "%",
          "%%",
          "%00",
          "%zz",
          "%REQ(X-A)%",
          "%DOWNSTREAM_REMOTE_ADDRESS%",
          "%START_TIME(%",
          "\\",
          "\\1",
          "\\9\\0",
          "$1",
          "$request_uri",
          "${x}",
          "{{x}}",
          "*",
          "**",
          "*.",
          "*.*.com",
          "*.com",
          "a.*.com",
          ".",
          "..",
          "a..b",
          "-a",
          "a-",
          "a_b.example.com",
          "A.Example.COM",
          "1.2.3.4",
          "[::1]",
          "2001:db8::1",
          "xn--nxasmq6b.example",
          "a.example.com:80",
          ("a".repeat(63) + ".").repeat(3) + "a".repeat(61),
          ("a".repeat(64) + ".").repeat(4) + "a",
          "/",
          "//",
          "/.",
          "/..",
          "/a/../b",
          "/a//b",
          "/%2F",
          "/%2e%2e/",
          "/a?b=c",
          "/a#b",
          "/a;b",
          "/a b",
          "/{a}",
          "/*",
          "/a/**",
          "a/b",
          "http://x",
          "https://*:*",
          "null",
          "file:///etc/passwd",
          ":path",
          ":authority",
          ":method",
          "host",
          "Host",
          "content-length",
          "transfer-encoding",
          "connection",
          "upgrade",
          "te",
          "grpc-timeout",
          "x-envoy-retry-on",
          "x-forwarded-for",
          "a b",
          "a:b",
          "a,b",
          "a;b=c",
          "\"a\"",
          "'",
          "(",
          ")",
          "[a-",
          "a{1000}",
          "(a{1000}){1000}",
          "((a{100}){100}){100}",
          "(a+)+$",
          "(?:(?:(?:a*)*)*)*",
          "(?=a)",
          "(?P<x>a)\\k<x>",
          "(?i)A.*",
          "\\C",
          "\\pL",
          "[[:word:]]{2,100}",
          "\\x{10FFFF}",
          "[^\\x00-\\xff]",
          "(a|b|c|d|e|f|g|h){1,50}",
          "^$",
          "",
          ".*",
          "\\Q\\E",
          "a**",
          "+",
          "?",
          "x{,3}",
          "\\b",
          "[z-a]",
          "(?s).*",
          "(".repeat(500) + ")".repeat(500),
          "a|".repeat(400),
          "0",
          "-1",
          "1e3",
          "99999999999",
          "true",
          "0.0.0.0/0",
          "10.0.0.0/33",
          "::/0",
          "1.2.3.4/8,5.6.7.8",
          "default",
          "kube-system");

  private static final List<String> LETTERS =
      ("\u0000|\u0001|\t|\n"
              + "|\r"
              + "|\u001b| |!|\"|#|$|%|&|'|(|)|*|+|,|-|.|/|//|:|;|<|=|>|?|@|A|[|\\|]|^|_|`|{|}|~|"
              + "\u007f|\u0080|\u00e9|\u2028|\ud83d\ude00|\uffff||\\1|%0|%41|%2F|..|0|{2,3}|(?i)|\\p{L}|\\d+")
          .transform(text -> List.of(text.split("\\|", -1)));

  private Oddities() {}

  /** Something of the right type. */
  static JsonNode of(String type, Dice dice) {
    return switch (type) {
      case "integer" -> JSON.numberNode(dice.of(NUMBERS));
      case "boolean" -> JSON.booleanNode(dice.chance(0.5));
      case "object" -> JSON.objectNode().put(dice.of(TEXTS), dice.of(TEXTS));
      default -> JSON.textNode(text(dice));
    };
  }

  /** A text with a letter too many, too few, or of another kind. */
  static String mistyped(String text, Dice dice) {
    int at = dice.below(text.length() + 1);
    String rest = text.substring(Math.min(text.length(), at + dice.below(2)));
    return text.substring(0, at) + dice.of(LETTERS) + rest;
  }

  /** A text that goes on for long and is still what it was, as far as its letters say. */
  static String stretched(String text, Dice dice) {
    int at = text.length() - 1;
    for (int i = 0; i < text.length(); i++) {
      int tried = dice.below(text.length());
      if (Character.isLetterOrDigit(text.charAt(tried))) {
        at = tried;
        break;
      }
    }
    return at < 0
        ? "x".repeat(dice.of(LENGTHS))
        : text.substring(0, at)
            + text.substring(at, at + 1).repeat(dice.of(LENGTHS))
            + text.substring(at + 1);
  }

  static String text(Dice dice) {
    return dice.chance(0.2) ? dice.of(DURATIONS) : dice.of(TEXTS);
  }

  /** Something of whatever type, as no API server lets it in. */
  static JsonNode wrong(Dice dice) {
    return switch (dice.below(9)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(true);
      case 2 -> JSON.numberNode(dice.of(NUMBERS));
      case 3 -> JSON.numberNode(new BigDecimal("1.5e400"));
      case 4 -> JSON.numberNode(BigInteger.ONE.shiftLeft(200));
      case 5 -> JSON.arrayNode().add(JSON.arrayNode().add(text(dice))).addNull().add(1);
      case 6 -> JSON.objectNode().putNull("name").put(text(dice), text(dice));
      case 7 -> JSON.arrayNode();
      default -> JSON.textNode(text(dice));
    };
  }
}
