/**
 * What Gateways and routes of a tenant mean: in one pass, without client, clock or JOSDK, from the
 * objects as they were shipped to what the proxies do and what each object's status says.
 */
@NullMarked
package io.k8c.kubelb.manager.route;

import org.jspecify.annotations.NullMarked;
