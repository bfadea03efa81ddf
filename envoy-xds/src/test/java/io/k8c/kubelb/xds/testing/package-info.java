/**
 * What tests of several packages and modules share: example configurations, clients of the xDS
 * server, and its messages as trees. Published as a test jar, so it imports no other test package.
 */
@NullMarked
package io.k8c.kubelb.xds.testing;

import org.jspecify.annotations.NullMarked;
