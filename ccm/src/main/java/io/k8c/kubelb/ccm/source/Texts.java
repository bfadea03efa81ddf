package io.k8c.kubelb.ccm.source;

/** Texts of others, in the bounds that the hub and people set. */
final class Texts {
  private static final String CUT = "...";

  private Texts() {}

  static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - CUT.length()) + CUT;
  }
}
