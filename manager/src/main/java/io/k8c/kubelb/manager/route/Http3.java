package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.ListenerSpec;
import io.k8c.kubelb.manager.route.spec.TlsSpec;
import java.util.List;
import java.util.Optional;

/**
 * Whether a listener takes HTTP/3 too, at the UDP port of its number.
 *
 * @param problem why it does not, although it says something of it; all else of it is served
 */
record Http3(boolean on, Optional<Finding> problem) {
  /** Type of a condition of listeners, there only where it is False. */
  static final String CONDITION = Wire.GROUP + "/HTTP3";

  private static final Http3 OFF = new Http3(false, Optional.empty());

  /**
   * What holds for a listener.
   *
   * @param asksClients whether clients must show certificates
   * @param taken whether a listener for UDP has the port
   */
  static Http3 of(ListenerSpec listener, boolean asksClients, boolean taken) {
    Optional<String> word = listener.tls().flatMap(TlsSpec::http3);
    if (word.isEmpty() || word.get().equals("false")) {
      return OFF;
    }
    if (!word.get().equals("true")) {
      return without(Reason.INVALID_VALUE, "use \"true\" or \"false\"");
    }
    if (!listener.protocol().equals("HTTPS")) {
      return without(
          Reason.UNSUPPORTED_FIELD,
          "protocol " + listener.protocol() + " has no HTTP/3; use HTTPS, or remove it");
    }
    if (asksClients) {
      return without(
          Reason.UNSUPPORTED_FIELD,
          "clients of port "
              + listener.port()
              + " show certificates by tls.frontend, which HTTP/3 does not ask for; remove it,"
              + " or use another port");
    }
    return taken
        ? without(
            Reason.CONFLICT,
            "a listener of protocol UDP has port "
                + listener.port()
                + "; use another port for one of them")
        : new Http3(true, Optional.empty());
  }

  private static Http3 without(Reason reason, String message) {
    return new Http3(
        false,
        Optional.of(
            new Finding(
                reason.word(),
                "tls.options["
                    + TlsSpec.HTTP3
                    + "] is left aside, the listener goes on without HTTP/3: "
                    + message)));
  }

  /** What people are told of the listeners of one owner. */
  static List<Note> notes(List<Section> sections) {
    return sections.stream()
        .flatMap(
            section ->
                section
                    .http3()
                    .problem()
                    .map(
                        finding ->
                            Note.warning(
                                finding.reason(),
                                "listener " + section.spec().name() + ": " + finding.message()))
                    .stream())
        .toList();
  }
}
