/** Objects of the hub that a test or a benchmark writes itself, in place of a tenant's CCM. */
@NullMarked
package io.k8c.kubelb.e2e.hub;

import org.jspecify.annotations.NullMarked;
