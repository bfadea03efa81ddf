/**
 * Random objects of tenants through the hub's pure pass and the translator to a live Envoy: nothing
 * that a tenant writes may be more than Envoy takes.
 */
@NullMarked
package io.k8c.kubelb.e2e.fuzz;

import org.jspecify.annotations.NullMarked;
