package io.k8c.kubelb.kit;

/**
 * Something to tell about an object; it becomes an Event.
 *
 * @param warning whether a person should look
 * @param reason one CamelCase word of a closed list
 * @param message what happened, and what to do about it
 */
public record Note(boolean warning, String reason, String message) {

  public static Note normal(String reason, String message) {
    return new Note(false, reason, message);
  }

  public static Note warning(String reason, String message) {
    return new Note(true, reason, message);
  }
}
