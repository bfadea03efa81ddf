package io.k8c.kubelb.e2e.lab.host;

import java.util.List;

/** How a program ended and what it printed. */
public record Output(List<String> command, int status, String text) {
  public Output {
    command = List.copyOf(command);
  }

  public boolean ok() {
    return status == 0;
  }

  public String orThrow() {
    if (!ok()) {
      throw new LabException(
          "'%s' ended with status %d: %s".formatted(String.join(" ", command), status, text));
    }
    return text;
  }
}
