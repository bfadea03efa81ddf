/**
 * The xDS server: what each proxy shall hold, what each of its streams is known to hold, and the
 * difference on its way. One lock a proxy; proxies do not wait for each other. It imports the
 * model, the translated resources and gRPC.
 *
 * <p>Of one stream: {@code DeltaStream} speaks, {@code Selection} decides what is said next, {@code
 * Held} knows of each kind what the client asked for and holds, {@code Presence} whether what a
 * resource names works there, {@code Usage} which clusters the client needs (of what it was sent:
 * {@code Users}; of what it brought from before: {@code Earlier}), {@code Kept} what was withdrawn
 * while a cluster waits for it.
 *
 * <p>It replaces {@code SimpleCache} and the delta streams of java-control-plane, whose probes fail
 * (see {@code SimpleCacheProbesTest}); its messages, type names and callbacks are used as they are.
 */
@NullMarked
package io.k8c.kubelb.xds.server;

import org.jspecify.annotations.NullMarked;
