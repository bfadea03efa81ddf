package io.k8c.kubelb.kit;

/**
 * What a decision says of one aspect of an object; it becomes a condition.
 *
 * @param status True, False or Unknown
 * @param reason one CamelCase word of a closed list
 * @param message why, and what to do about it
 */
public record Verdict(String type, String status, String reason, String message) {

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
