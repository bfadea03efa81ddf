package io.k8c.kubelb.manager.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.manager.route.spec.Finding;
import java.util.List;

/** What is said of ListenerSets of the hub, which its own Gateways do not take. */
public final class HubListenerSet {
  private static final Finding REFUSED =
      new Finding(
          "NotAllowed",
          "Gateways that the hub shares have no ListenerSets; write the listeners into the Gateway");

  private HubListenerSet() {}

  /** The status of one whose parent is such a Gateway. */
  public static ObjectNode refused(long generation) {
    ObjectNode status = StatusTree.object();
    status.set(
        "conditions",
        StatusTree.conditions(
            List.of(
                StatusTree.no(ConditionType.ACCEPTED, REFUSED),
                StatusTree.no(ConditionType.PROGRAMMED, REFUSED)),
            generation));
    return status;
  }
}
