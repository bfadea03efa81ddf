package io.k8c.kubelb.xds.server;

import io.k8c.kubelb.xds.translate.XdsResource;

/**
 * A resource that an Envoy refused.
 *
 * @param version of the resource that was refused
 * @param message what Envoy said
 */
public record Rejection(XdsResource.Key resource, String version, String message) {}
