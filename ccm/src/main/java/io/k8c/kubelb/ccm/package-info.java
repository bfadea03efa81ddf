/** The CCM's way in: options, wiring, the end. Nothing is decided here. */
@NullMarked
package io.k8c.kubelb.ccm;

import org.jspecify.annotations.NullMarked;
