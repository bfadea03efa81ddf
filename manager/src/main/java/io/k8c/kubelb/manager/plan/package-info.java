/**
 * Every decision of the manager, as pure functions: what is known goes in, what shall exist and
 * what is said of it comes out. It sees no client, no JOSDK and no clock.
 */
@NullMarked
package io.k8c.kubelb.manager.plan;

import org.jspecify.annotations.NullMarked;
