/**
 * The xDS server: what each proxy shall hold, what each of its streams is known to hold, and the
 * difference on its way. One lock a proxy; proxies do not wait for each other. It imports the
 * model, the translated resources and gRPC.
 *
 * <p>It replaces {@code SimpleCache} and the delta streams of java-control-plane, whose probes fail
 * (see {@code SimpleCacheProbesTest}); its messages, type names and callbacks are used as they are.
 */
@NullMarked
package io.k8c.kubelb.xds.server;

import org.jspecify.annotations.NullMarked;
