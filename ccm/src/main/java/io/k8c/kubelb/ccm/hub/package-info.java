/** The way from a tenant cluster to the hub: its credentials, its address, whether it holds. */
@NullMarked
package io.k8c.kubelb.ccm.hub;

import org.jspecify.annotations.NullMarked;
