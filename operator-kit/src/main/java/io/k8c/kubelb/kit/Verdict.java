package io.k8c.kubelb.kit;

/**
 * What a decision says of one aspect of an object; it becomes a condition.
 *
 * @param status True, False or Unknown
 * @param reason one CamelCase word of a closed list
 * @param message why, and what to do about it; no longer than a condition's may be
 */
public record Verdict(String type, String status, String reason, String message) {
  /** Of {@code metav1.Condition}, in characters; a longer one would lose the whole status. */
  private static final int LONGEST_MESSAGE = 32_768;

  public Verdict {
    message = BoundedText.of(message, LONGEST_MESSAGE);
  }

  public static Verdict yes(String type, String reason, String message) {
    return new Verdict(type, "True", reason, message);
  }

  public static Verdict no(String type, String reason, String message) {
    return new Verdict(type, "False", reason, message);
  }

  /** Where it is not decided yet. */
  public static Verdict unknown(String type, String reason, String message) {
    return new Verdict(type, "Unknown", reason, message);
  }

  public boolean isTrue() {
    return status.equals("True");
  }
}
