/**
 * Carries objects to the hub and answers back: gather, let source decide, apply.
 *
 * <p>Who uses a twin, or a Secret in the hub, is written down nowhere: {@link
 * io.k8c.kubelb.ccm.reconcile.References} keeps it in memory and rebuilds it at start, when every
 * source is planned once before anything may be taken away. An entry on the twin would have to be
 * written for every route that comes or goes, and could be wrong.
 */
@NullMarked
package io.k8c.kubelb.ccm.reconcile;

import org.jspecify.annotations.NullMarked;
