/** Benchmarks: each a main that prints JSON. Nothing here asserts a speed. */
@NullMarked
package io.k8c.kubelb.e2e.bench;

import org.jspecify.annotations.NullMarked;
