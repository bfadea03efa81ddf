/** Carries objects to the hub and answers back: gather, let source decide, apply. */
@NullMarked
package io.k8c.kubelb.ccm.reconcile;

import org.jspecify.annotations.NullMarked;
