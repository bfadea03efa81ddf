/**
 * From the model to Envoy resources: one file for each kind of resource, small functions that make
 * one message each. It imports the model and Envoy's messages; no clock, no network, no state but
 * the memory of what was made last.
 */
@NullMarked
package io.k8c.kubelb.xds.translate;

import org.jspecify.annotations.NullMarked;
