/**
 * Gateway API's official conformance suite, unmodified, against KubeLB as its charts install it in
 * a hub and one tenant cluster of a lab. It knows nothing of how KubeLB works: what a test needs to
 * pass belongs in the product.
 */
@NullMarked
package io.k8c.kubelb.e2e.conformance;

import org.jspecify.annotations.NullMarked;
