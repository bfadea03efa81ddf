/** Reading halves: caches of objects that several consumers share, and their bridge to JOSDK. */
@NullMarked
package io.k8c.kubelb.kit.watch;

import org.jspecify.annotations.NullMarked;
