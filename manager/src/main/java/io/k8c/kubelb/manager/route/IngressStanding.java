package io.k8c.kubelb.manager.route;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.plan.Programming;
import java.util.List;
import java.util.Optional;

/** Whether proxies serve Ingresses at their address. */
record IngressStanding(List<String> addresses, Programming programming) {
  IngressStanding {
    addresses = List.copyOf(addresses);
  }

  static IngressStanding of(Optional<Service> service, Programming programming) {
    return new IngressStanding(AddressStanding.of(List.of(), service).given(), programming);
  }

  /** What was announced stays announced, as long as the address stays. */
  Verdict programmed(ParsedSource ingress) {
    if (!programming.rejections().isEmpty()) {
      return no(
          Reason.ENVOY_REJECTED,
          "Envoy refused: "
              + String.join("; ", programming.rejections().stream().map(String::strip).toList())
              + "; change what it names, or ask the hub's administrator to look at the proxies");
    }
    if (addresses.isEmpty()) {
      return no(Reason.PENDING_ADDRESS, "the hub's load balancer has not given an address yet");
    }
    boolean announced = ingress.announced().filter(text()::equals).isPresent();
    if (announced || (programming.proxyReady() && programming.accepted())) {
      return Verdict.yes(
          ConditionType.PROGRAMMED, Reason.PROGRAMMED.word(), "the tenant's proxies serve it");
    }
    return programming.proxyReady()
        ? no(Reason.PENDING, "the tenant's proxies have not taken it over yet")
        : no(
            Reason.PROXY_NOT_READY,
            "no proxy of the tenant is ready; if this stays, look at the proxy's pods in the hub");
  }

  /** All addresses, as a Route tells them. */
  String text() {
    return String.join(",", addresses);
  }

  private static Verdict no(Reason reason, String message) {
    return Verdict.no(ConditionType.PROGRAMMED, reason.word(), message);
  }
}
