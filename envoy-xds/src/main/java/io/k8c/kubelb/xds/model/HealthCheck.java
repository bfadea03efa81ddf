package io.k8c.kubelb.xds.model;

import java.time.Duration;

/**
 * Whether an endpoint accepts connections, asked again and again.
 *
 * @param interval between two checks of one endpoint
 */
public record HealthCheck(Duration interval) {}
