package io.k8c.kubelb.manager.route.spec;

/** What a source asks for. */
public sealed interface Spec {
  /** A kind that we do not know. */
  record Unknown() implements Spec {}

  /** A Gateway or a ListenerSet. */
  sealed interface Listeners extends Spec permits GatewaySpec, ListenerSetSpec {
    java.util.List<ListenerSpec> listeners();
  }

  /** A route of any kind. */
  sealed interface Route extends Spec permits HttpRouteSpec {
    java.util.List<ParentRef> parents();
  }
}
