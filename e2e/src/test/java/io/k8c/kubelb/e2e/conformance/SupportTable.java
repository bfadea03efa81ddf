package io.k8c.kubelb.e2e.conformance;

import java.util.List;
import java.util.stream.Collectors;

/** The table of README that says what of layer 7 works, kind by kind. */
record SupportTable(SupportPage gateways, IngressTable ingress) {
  private static final String HUB =
      """
      | Gateway of the hub, class `kubelb` | HTTP, HTTPS and TLS listeners; routes of several tenants, told apart by hostname: each is one tenant's, whom `allowedHostnames` of the Tenant name, else who asked first; `defaultGateway` | `SharedGatewayTest`, `GuideGatewaysTest` |
      | Gateway, routes and Ingress of another class of the hub | objects for its controller in the tenant namespace; its status comes back; hostnames are one tenant's there too | `DelegationTest` |
      """;

  @Override
  public String toString() {
    return "| kind | what works | tested by |\n|---|---|---|\n"
        + SupportPage.KINDS.stream().map(this::row).collect(Collectors.joining())
        + ingressRow()
        + HUB;
  }

  private String row(String kind) {
    List<String> features =
        gateways.featuresOf(kind).stream().filter(feature -> !feature.equals("the kind")).toList();
    return "| %s | %s | the official conformance suite: [docs/gateway-api.md](docs/gateway-api.md) |\n"
        .formatted(
            kind,
            features.isEmpty()
                ? "all core tests"
                : "all core tests, and those of " + count(features.size(), "extended feature"));
  }

  private String ingressRow() {
    return "| Ingress | class `kubelb` or the default class; %d rules and %d annotations of ingress-nginx, all of them shown with a real Envoy | `IngressTest` and `IngressAnnotationsTest`, test by test in [docs/ingress.md](docs/ingress.md) |\n"
        .formatted(ingress.rules().size(), ingress.annotations().size());
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
