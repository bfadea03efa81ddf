package io.k8c.kubelb.manager.route;

import io.fabric8.kubernetes.api.model.Service;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.kit.Verdict;
import io.k8c.kubelb.manager.plan.Programming;
import io.k8c.kubelb.manager.route.spec.ClientValidationSpec;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is decided of a Gateway as a whole: lists of small checks, the first finding counts. */
final class GatewayChecks {
  private final Assembly assembly;
  private final AddressStanding addresses;
  private final Optional<Service> service;
  private final Programming programming;
  private final Optional<Finding> backendCertificate;

  GatewayChecks(
      Assembly assembly,
      Optional<Service> service,
      Programming programming,
      Optional<Finding> backendCertificate) {
    this.assembly = assembly;
    this.addresses = AddressStanding.of(assembly.spec().addresses(), service);
    this.service = service;
    this.programming = programming;
    this.backendCertificate = backendCertificate;
  }

  AddressStanding addresses() {
    return addresses;
  }

  private static Optional<Finding> first(List<Supplier<Optional<Finding>>> checks) {
    return checks.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
  }

  Verdict accepted() {
    return first(List.of(this::parameters, addresses::unsupported, this::noListener))
        .map(finding -> StatusTree.no(ConditionType.ACCEPTED, finding))
        .orElseGet(
            () ->
                someListenerIsNot()
                    ? Verdict.yes(
                        ConditionType.ACCEPTED,
                        "ListenersNotValid",
                        "some listeners are not valid; see their conditions")
                    : Verdict.yes(ConditionType.ACCEPTED, "Accepted", "the Gateway is valid"));
  }

  private Optional<Finding> parameters() {
    return assembly.spec().infrastructure().parameters()
        ? Optional.of(
            new Finding(
                "InvalidParameters", "infrastructure.parametersRef is not served; remove it"))
        : Optional.empty();
  }

  /** Whose certificate is broken keeps its port and address, so that it need only be mended. */
  private Optional<Finding> noListener() {
    return assembly.claiming().findAny().isEmpty()
        ? Optional.of(
            new Finding("ListenersNotValid", "no listener is valid; see their conditions"))
        : Optional.empty();
  }

  private boolean someListenerIsNot() {
    List<Section> own = assembly.of(assembly.gateway().name());
    return assembly.servedOf(assembly.gateway()) < own.size();
  }

  /** Whether the proxies serve it at an address. */
  Verdict programmed() {
    Verdict accepted = accepted();
    if (!accepted.isTrue()) {
      return Verdict.no(ConditionType.PROGRAMMED, "Invalid", accepted.message());
    }
    return first(List.of(this::rejected, addresses::unusable, this::notYet))
        .map(finding -> StatusTree.no(ConditionType.PROGRAMMED, finding))
        .orElseGet(
            () -> Verdict.yes(ConditionType.PROGRAMMED, "Programmed", "the proxies serve it"));
  }

  private Optional<Finding> rejected() {
    return programming.rejections().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "Invalid",
                "Envoy refused: "
                    + String.join(
                        "; ", programming.rejections().stream().map(String::strip).toList())
                    + "; change what it names, or ask the hub's administrator to look at the"
                    + " proxies"));
  }

  /** What was announced stays announced, as long as the address stays. */
  private Optional<Finding> notYet() {
    boolean announced =
        service.isPresent()
            && assembly
                .gateway()
                .announced()
                .filter(String.join(",", addresses.given())::equals)
                .isPresent();
    if (announced || (programming.proxyReady() && programming.accepted())) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "Pending",
            programming.proxyReady()
                ? "the proxies have not taken it over yet"
                : "no proxy is ready; if this stays, look at the proxy's pods in the hub"));
  }

  /** Whether everything that is referred to can be used. */
  Verdict resolved() {
    return backendCertificate
        .or(this::listenerUnresolved)
        .map(finding -> StatusTree.no(ConditionType.RESOLVED_REFS, finding))
        .orElseGet(
            () ->
                Verdict.yes(
                    ConditionType.RESOLVED_REFS, "ResolvedRefs", "all references are resolved"));
  }

  private Optional<Finding> listenerUnresolved() {
    return assembly.of(assembly.gateway().name()).stream()
        .flatMap(section -> section.firstUnresolved().stream())
        .findFirst()
        .map(finding -> new Finding("ListenersNotResolved", finding.message()));
  }

  /** Only there where it holds. */
  Optional<Verdict> insecure() {
    return Stream.concat(
                assembly.spec().frontend().all().stream(),
                assembly.spec().frontend().perPort().values().stream().flatMap(Optional::stream))
            .anyMatch(ClientValidationSpec::insecureFallback)
        ? Optional.of(
            Verdict.yes(
                "InsecureFrontendValidationMode",
                "ConfigurationChanged",
                "clients without a valid certificate are let in"))
        : Optional.empty();
  }
}
