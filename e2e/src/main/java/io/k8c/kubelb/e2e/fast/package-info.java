/**
 * The fast tier: real API servers, a real Envoy and our programs as processes on loopback, without
 * pods and without root. What needs pods is played here, and nothing else is.
 */
@NullMarked
package io.k8c.kubelb.e2e.fast;

import org.jspecify.annotations.NullMarked;
