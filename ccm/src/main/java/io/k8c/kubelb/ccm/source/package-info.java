/**
 * What the tenant cluster knows, as pure functions: whether an object is ours, what of it goes to
 * the hub, what comes back. It sees no client, no JOSDK and no clock.
 *
 * <p>A parentRef is looked up in the tenant cluster first. A Gateway of that namespace and name
 * there hides the hub's, also where another controller serves it: the route is then that
 * controller's, and gets no status from us. Who wants the hub's Gateway renames or removes the
 * other one.
 */
@NullMarked
package io.k8c.kubelb.ccm.source;

import org.jspecify.annotations.NullMarked;
