/** What tests of several packages share: example configurations, and clients of the xDS server. */
@NullMarked
package io.k8c.kubelb.xds.testing;

import org.jspecify.annotations.NullMarked;
