/**
 * What an Envoy is started with. Nothing in it depends on the version of the manager: a changed
 * bootstrap replaces every proxy of every tenant.
 */
@NullMarked
package io.k8c.kubelb.xds.bootstrap;

import org.jspecify.annotations.NullMarked;
