package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.EndpointSettings;
import io.k8c.kubelb.api.EnvoyProxySettings;
import io.k8c.kubelb.api.GatewaySettings;
import io.k8c.kubelb.api.Tenant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings that hold what cannot be used, each a sentence with the field and the remedy. Some are
 * older than the schema that would refuse them now; none costs anything but itself.
 */
final class InvalidSettings {
  private static final int SHOWN = 5;

  private InvalidSettings() {}

  static List<String> of(Config.Spec spec) {
    List<String> problems = new ArrayList<>();
    EnvoyProxySettings proxy = spec.envoyProxy();
    if (proxy != null) {
      if (proxy.affinity() != null && !ProxyPod.isAffinity(proxy.affinity())) {
        problems.add(
            "spec.envoyProxy.affinity is not an affinity of pods and is passed over; see kubectl"
                + " explain pod.spec.affinity");
      }
      problems.addAll(DrainSettings.of(proxy.gracefulShutdown()).problems());
    }
    problems.addAll(networks(spec.endpoints()));
    problems.addAll(defaultGateway(spec.gatewayAPI()));
    return problems;
  }

  static List<String> of(Tenant.Spec spec) {
    List<String> problems = new ArrayList<>(networks(spec.endpoints()));
    problems.addAll(defaultGateway(spec.gatewayAPI()));
    return problems;
  }

  private static List<String> defaultGateway(@Nullable GatewaySettings settings) {
    return settings == null
            || settings.defaultGateway() == null
            || Layer7Policy.isGateway(settings.defaultGateway())
        ? List.of()
        : List.of(
            "spec.gatewayAPI.defaultGateway names no Gateway of gateway.networking.k8s.io and is"
                + " passed over; give its name and namespace");
  }

  private static List<String> networks(@Nullable EndpointSettings endpoints) {
    List<String> problems = new ArrayList<>();
    if (endpoints != null) {
      problems.addAll(networks("allowedCIDRs", endpoints.allowedCIDRs(), "allows nothing"));
      problems.addAll(networks("deniedCIDRs", endpoints.deniedCIDRs(), "denies nothing"));
    }
    return problems;
  }

  private static List<String> networks(String field, List<String> texts, String effect) {
    return texts.stream()
        .filter(text -> Network.read(text).isEmpty())
        .map(
            text ->
                "spec.endpoints.%s: '%s' is not a network and %s; write it like 192.0.2.0/24"
                    .formatted(field, text, effect))
        .toList();
  }

  /** The sentences in one, for a condition. */
  static String text(List<String> problems) {
    int hidden = problems.size() - SHOWN;
    return String.join("; ", problems.subList(0, Math.min(SHOWN, problems.size())))
        + (hidden > 0 ? "; and %d more".formatted(hidden) : "");
  }
}
