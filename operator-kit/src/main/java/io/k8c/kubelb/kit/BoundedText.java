package io.k8c.kubelb.kit;

/** Texts within the bounds that an API server sets. */
public final class BoundedText {
  private static final String CUT = "...";

  private BoundedText() {}

  /** The text, or its beginning without half a character at its end and with a sign of the cut. */
  public static String of(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }
}
