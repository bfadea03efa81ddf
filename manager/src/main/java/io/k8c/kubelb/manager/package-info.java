/** The manager's way in: options, wiring, the end. Nothing is decided here. */
@NullMarked
package io.k8c.kubelb.manager;

import org.jspecify.annotations.NullMarked;
