/**
 * Layer 4 from end to end: KubeLB installed by its charts in real clusters, real Envoys, and
 * traffic from outside of all clusters. One lab serves all tests of the package.
 */
@NullMarked
package io.k8c.kubelb.e2e.layer4;

import org.jspecify.annotations.NullMarked;
