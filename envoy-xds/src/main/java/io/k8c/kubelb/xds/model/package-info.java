/**
 * What a proxy shall do, in the words of load balancing: immutable values without a trace of
 * Kubernetes or Envoy. It imports nothing but the JDK.
 */
@NullMarked
package io.k8c.kubelb.xds.model;

import org.jspecify.annotations.NullMarked;
