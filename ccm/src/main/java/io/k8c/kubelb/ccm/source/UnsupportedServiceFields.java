package io.k8c.kubelb.ccm.source;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.Note;
import java.util.ArrayList;
import java.util.List;

/** What a Service asks for that is not carried to the hub: said by name, never passed over. */
final class UnsupportedServiceFields {
  private static final int DEFAULT_AFFINITY_SECONDS = 10_800;

  private UnsupportedServiceFields() {}

  static List<Note> of(Service service, ServiceSettings settings) {
    List<Note> notes = new ArrayList<>();
    ServiceSpec spec = service.getSpec();
    for (ServicePort port : spec.getPorts()) {
      if (!"TCP".equals(port.getProtocol()) && !"UDP".equals(port.getProtocol())) {
        notes.add(
            note(
                "spec.ports: port "
                    + port.getPort()
                    + " has protocol "
                    + port.getProtocol()
                    + ", which is not carried; use TCP or UDP"));
      }
    }
    if (settings.ownsStatus()
        && Boolean.FALSE.equals(spec.getAllocateLoadBalancerNodePorts())
        && spec.getPorts().stream().anyMatch(port -> port.getNodePort() == null)) {
      notes.add(
          note(
              "spec.allocateLoadBalancerNodePorts is false, but the hub reaches pods by node ports;"
                  + " set it to true"));
    }
    if (settings.ownsStatus()
        && spec.getLoadBalancerIP() != null
        && !spec.getLoadBalancerIP().isEmpty()) {
      notes.add(note("spec.loadBalancerIP is not carried; the hub chooses the address"));
    }
    if (affinitySeconds(spec) != DEFAULT_AFFINITY_SECONDS) {
      notes.add(
          note(
              "spec.sessionAffinityConfig.clientIP.timeoutSeconds is not carried; a client stays on"
                  + " its node as long as the nodes stay the same"));
    }
    return notes;
  }

  private static int affinitySeconds(ServiceSpec spec) {
    var config = spec.getSessionAffinityConfig();
    return config == null
            || config.getClientIP() == null
            || config.getClientIP().getTimeoutSeconds() == null
        ? DEFAULT_AFFINITY_SECONDS
        : config.getClientIP().getTimeoutSeconds();
  }

  private static Note note(String message) {
    return Note.warning(Reason.UNSUPPORTED_FIELD.word(), message);
  }
}
