/**
 * What both programs need of an operator and no business of load balancing: values that pass from
 * decision to writing. Sub-packages: {@code apply} writes, {@code watch} reads, {@code process} is
 * the program around them.
 */
@NullMarked
package io.k8c.kubelb.kit;

import org.jspecify.annotations.NullMarked;
