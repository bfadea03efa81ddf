/**
 * The reading half, which runs on every replica: caches of the hub, and what they mean for the
 * proxies. It writes nothing to an API server.
 */
@NullMarked
package io.k8c.kubelb.manager.feed;

import org.jspecify.annotations.NullMarked;
