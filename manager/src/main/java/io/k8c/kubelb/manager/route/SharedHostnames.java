package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Hostname;
import io.k8c.kubelb.manager.route.spec.RouteKind;
import io.k8c.kubelb.manager.route.spec.Spec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which hostnames a tenant may ask for where others ask for hostnames too. */
public final class SharedHostnames {
  /** Others have what is asked for. */
  public static final String CONFLICT = "HostnameConflict";

  private SharedHostnames() {}

  /** The same for a route as it was shipped. */
  public static Optional<Finding> refusal(
      ParsedSource route, boolean required, List<String> allowed) {
    return route.spec() instanceof Spec.Route spec
            && isOfPorts(spec.kind())
            && (required || !allowed.isEmpty())
        ? Optional.of(
            new Finding(
                Reason.HOSTNAME_REQUIRED.word(),
                "a "
                    + spec.kind().word()
                    + " knows no hostnames, by which those are told apart who are served here; use"
                    + " a TLSRoute, or a Gateway of your own"))
        : refusal(of(route), required, allowed);
  }

  /**
   * Why none of them is taken; others are not named.
   *
   * @param required whether there must be one, since without one all requests are asked for
   * @param allowed hostnames of the tenant; empty for any
   */
  public static Optional<Finding> refusal(
      List<String> hostnames, boolean required, List<String> allowed) {
    if (hostnames.isEmpty() && (required || !allowed.isEmpty())) {
      return Optional.of(
          new Finding(
              Reason.HOSTNAME_REQUIRED.word(),
              "others are served here too; say by hostnames which requests are for you"));
    }
    List<Hostname> own = allowed.stream().map(Hostname::parse).flatMap(Optional::stream).toList();
    return hostnames.stream()
        .filter(text -> !isAllowed(text, own, allowed.isEmpty()))
        .findFirst()
        .map(
            text ->
                new Finding(
                    Reason.HOSTNAME_DENIED.word(),
                    "hostname "
                        + text
                        + (allowed.isEmpty()
                            ? " is not a DNS name; use one such as www.example.com"
                            : " is not one of those that you may use here, which are "
                                + String.join(", ", allowed)
                                + "; ask the hub's administrator for others")));
  }

  /** The hostnames of a route as they were shipped; none for kinds that know no hosts. */
  public static List<String> of(ParsedSource route) {
    return route.spec() instanceof Spec.Route spec && isOfPorts(spec.kind())
        ? List.of()
        : route.resource().at("spec").texts("hostnames");
  }

  private static boolean isOfPorts(RouteKind kind) {
    return kind == RouteKind.TCP || kind == RouteKind.UDP;
  }

  /**
   * That none of them is the tenant's; others are not named.
   *
   * @param reserved whether others are allowed some of them by name
   */
  public static Finding taken(String kind, boolean reserved) {
    return new Finding(
        CONFLICT,
        reserved
            ? "the hub's administrator allows the hostnames of this "
                + kind
                + ", or some that they overlap with, to others; use others, or ask for them"
            : "the hostnames of this "
                + kind
                + ", or some that they overlap with, are taken where it is to be served; use"
                + " others");
  }

  /** That the tenant has too many others for any of these. */
  public static Finding limited(String kind) {
    return limit("the hostnames of this " + kind + " are not served");
  }

  /** The same of some. */
  public static Finding limited(Collection<String> hostnames) {
    return limit("not served for " + String.join(", ", hostnames));
  }

  private static Finding limit(String what) {
    return new Finding(
        Reason.HOSTNAME_LIMIT.word(),
        what
            + ", since this tenant has "
            + HostnameOwners.MOST
            + " hostnames where others are served too, which is the most; give up others and wait"
            + " ten minutes, or use a Gateway of your own");
  }

  /** That none of them is the tenant's yet. */
  public static Finding pending(String kind) {
    return new Finding(
        Reason.PENDING.word(), "the hostnames of this " + kind + " are being claimed");
  }

  /** Whether some of them names it or a domain above it; nobody is named by a list without any. */
  public static boolean covers(List<String> allowed, Hostname hostname) {
    return allowed.stream()
        .map(Hostname::parse)
        .flatMap(Optional::stream)
        .anyMatch(each -> each.covers(hostname));
  }

  private static boolean isAllowed(String text, List<Hostname> own, boolean any) {
    return Hostname.parse(text)
        .filter(hostname -> any || own.stream().anyMatch(each -> each.covers(hostname)))
        .isPresent();
  }
}
