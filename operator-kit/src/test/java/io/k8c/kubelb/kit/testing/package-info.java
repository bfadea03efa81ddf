/** What tests of all modules share: golden files, committed files, the mark of a tested field. */
@NullMarked
package io.k8c.kubelb.kit.testing;

import org.jspecify.annotations.NullMarked;
