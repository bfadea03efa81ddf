package io.k8c.kubelb.manager.route.spec;

import java.util.ArrayList;
import java.util.List;

/** What is found wrong while an object is read. */
final class Findings {
  static final String UNSUPPORTED = "UnsupportedValue";
  static final String INCOMPATIBLE = "IncompatibleFilters";

  private final List<Finding> found = new ArrayList<>();

  void unsupported(String message) {
    found.add(new Finding(UNSUPPORTED, message));
  }

  void incompatible(String message) {
    found.add(new Finding(INCOMPATIBLE, message));
  }

  /** Whether nothing was found since there were so many. */
  boolean isStill(int count) {
    return found.size() == count;
  }

  int count() {
    return found.size();
  }

  List<Finding> list() {
    return List.copyOf(found);
  }
}
