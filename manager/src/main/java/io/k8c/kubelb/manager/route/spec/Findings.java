package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.api.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is found wrong while an object is read. */
final class Findings {
  static final String UNSUPPORTED = "UnsupportedValue";
  static final String INCOMPATIBLE = "IncompatibleFilters";

  private static final int SHOWN = 80;

  private final List<Finding> found = new ArrayList<>();

  /** As much of a text as a message has room for, without half a character at its end. */
  static String shown(String text) {
    if (text.length() <= SHOWN) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(SHOWN - 1));
    return text.substring(0, half ? SHOWN - 1 : SHOWN) + "...";
  }

  void unsupported(String message) {
    found.add(new Finding(UNSUPPORTED, message));
  }

  /** What an Ingress holds cannot be used. */
  void invalid(String message) {
    found.add(new Finding(Reason.INVALID_VALUE.word(), message));
  }

  /** What an Ingress holds has no effect, or another one than elsewhere. */
  void ignored(String message) {
    found.add(new Finding(Reason.UNSUPPORTED_FIELD.word(), message));
  }

  void incompatible(String message) {
    found.add(new Finding(INCOMPATIBLE, message));
  }

  /** Whether nothing was found since there were so many. */
  boolean isStill(int count) {
    return found.size() == count;
  }

  Optional<Finding> last() {
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
  }

  int count() {
    return found.size();
  }

  List<Finding> list() {
    return List.copyOf(found);
  }
}
