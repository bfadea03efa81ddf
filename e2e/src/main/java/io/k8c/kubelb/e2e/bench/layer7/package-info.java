/**
 * The benchmark of layer 7, in the fast tier: one Gateway of one tenant with many routes. Nothing
 * here asserts a speed.
 */
@NullMarked
package io.k8c.kubelb.e2e.bench.layer7;

import org.jspecify.annotations.NullMarked;
