package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.EnvoyProxySettings;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What is said of Config: what of it cannot be used, and what has no effect. */
public final class ConfigStatus {
  private ConfigStatus() {}

  /**
   * The conditions.
   *
   * @param name of the object; only one name is read
   */
  public static List<Verdict> of(String name, Config.Spec spec) {
    if (!name.equals(Config.DEFAULT)) {
      return List.of(
          Verdict.no(
              ConditionType.READY,
              Reason.INVALID_VALUE.word(),
              "only Config " + Config.DEFAULT + " is read; move the settings there"));
    }
    List<Verdict> verdicts = new ArrayList<>();
    List<String> problems = InvalidSettings.of(spec);
    verdicts.add(
        problems.isEmpty()
            ? Verdict.yes(ConditionType.READY, Reason.READY.word(), "in force")
            : Verdict.no(
                ConditionType.READY, Reason.INVALID_VALUE.word(), InvalidSettings.text(problems)));
    SetFields.withoutEffect(unsupported(spec)).ifPresent(verdicts::add);
    return verdicts;
  }

  private static List<String> unsupported(Config.Spec spec) {
    List<String> names = new ArrayList<>();
    names.addAll(SetFields.ofDefaultGateway(spec.gatewayAPI()));
    names.addAll(SetFields.toCome(spec.dns(), spec.certificates()));
    EnvoyProxySettings proxy = spec.envoyProxy();
    if (proxy != null) {
      if (proxy.topology() != null && proxy.topology() != EnvoyProxySettings.Topology.SHARED) {
        names.add("spec.envoyProxy.topology; every tenant has one proxy fleet (shared)");
      }
    }
    return names;
  }
}
