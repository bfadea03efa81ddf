package io.k8c.kubelb.manager.route.spec;

import java.util.List;

/** What a source asks for. */
public sealed interface Spec
    permits Spec.Unknown, Spec.Policy, Spec.Listeners, Spec.Route, IngressSpec {
  /** A kind that we do not know. */
  record Unknown() implements Spec {}

  /** How Services are spoken to over TLS. */
  record Policy(BackendTlsPolicy policy) implements Spec {}

  /** A Gateway or a ListenerSet. */
  sealed interface Listeners extends Spec permits GatewaySpec, ListenerSetSpec {
    List<ListenerSpec> listeners();

    /** Fields that are set and have no effect. */
    List<String> ignored();
  }

  /** A route of any kind. */
  sealed interface Route extends Spec permits RequestRoute, StreamRoute {
    RouteKind kind();

    List<ParentRef> parents();

    /** Empty for all that the listeners take. */
    List<Hostname> hostnames();

    /** Why none of it can be served. */
    List<Finding> refusals();

    /** Fields that are set and have no effect. */
    List<String> ignored();
  }
}
