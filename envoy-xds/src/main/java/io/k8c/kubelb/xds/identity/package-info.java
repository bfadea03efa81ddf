/**
 * Who talks to whom: SPIFFE names, the authority that certifies them. It imports the model only.
 */
@NullMarked
package io.k8c.kubelb.xds.identity;

import org.jspecify.annotations.NullMarked;
