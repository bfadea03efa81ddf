/**
 * KubeLB from end to end: installed by its charts in real clusters, real Envoys, and traffic from
 * outside of all clusters. One lab serves all tests of the package.
 */
@NullMarked
package io.k8c.kubelb.e2e.clusters;

import org.jspecify.annotations.NullMarked;
