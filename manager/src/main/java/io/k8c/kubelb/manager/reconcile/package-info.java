/**
 * The writing half, which runs on the leader: thin reconcilers that gather, let plan decide, and
 * apply. No decision is taken here.
 */
@NullMarked
package io.k8c.kubelb.manager.reconcile;

import org.jspecify.annotations.NullMarked;
