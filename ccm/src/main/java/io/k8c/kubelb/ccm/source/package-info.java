/**
 * What the tenant cluster knows, as pure functions: whether an object is ours, what of it goes to
 * the hub, what comes back. It sees no client, no JOSDK and no clock.
 */
@NullMarked
package io.k8c.kubelb.ccm.source;

import org.jspecify.annotations.NullMarked;
