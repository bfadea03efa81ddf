package io.k8c.kubelb.e2e.lab.host;

/** Says what of the lab did not work and what to do about it. */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LabException(String message) {
    super(message);
  }

  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
