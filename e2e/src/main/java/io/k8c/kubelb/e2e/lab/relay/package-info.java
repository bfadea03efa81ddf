/**
 * The way from the user's own shell into the lab: loopback addresses out here, connections from in
 * there.
 */
@NullMarked
package io.k8c.kubelb.e2e.lab.relay;

import org.jspecify.annotations.NullMarked;
