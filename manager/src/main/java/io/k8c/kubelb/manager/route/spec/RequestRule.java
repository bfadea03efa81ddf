package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.RouteMatch;
import java.util.List;

/**
 * A rule of a route that looks at requests.
 *
 * @param matches any of which suffices; those that cannot be understood are left out
 * @param findings why it is not served as it stands
 */
public record RequestRule(
    List<RouteMatch> matches, List<BackendRef> backends, List<Finding> findings) {
  public RequestRule {
    matches = List.copyOf(matches);
    backends = List.copyOf(backends);
    findings = List.copyOf(findings);
  }
}
