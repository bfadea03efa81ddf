/** The only code of the programs that writes to an API server. */
@NullMarked
package io.k8c.kubelb.kit.apply;

import org.jspecify.annotations.NullMarked;
