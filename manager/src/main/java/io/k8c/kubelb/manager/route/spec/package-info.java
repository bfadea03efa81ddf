/**
 * The kinds of Gateway API as small records, read from JSON trees. Reading never fails: what is
 * missing is empty, what is unknown is left alone.
 */
@NullMarked
package io.k8c.kubelb.manager.route.spec;

import org.jspecify.annotations.NullMarked;
