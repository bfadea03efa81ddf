/**
 * What of a tenant's layer 7 is left to other controllers of the hub: their objects, made from the
 * tenant's, and what these controllers say, in the words of the tenant's objects.
 */
@NullMarked
package io.k8c.kubelb.manager.route.delegate;

import org.jspecify.annotations.NullMarked;
