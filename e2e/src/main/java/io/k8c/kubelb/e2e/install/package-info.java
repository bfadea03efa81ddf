/**
 * KubeLB installed in clusters as its users do it: with Helm, the guide's values, and the
 * credentials that the hub issues. It knows the lab for its programs only; any cluster will do.
 */
@NullMarked
package io.k8c.kubelb.e2e.install;

import org.jspecify.annotations.NullMarked;
