package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.VersionStatus;

/**
 * What the manager was started with that shows in hub objects.
 *
 * @param namespace of the manager
 * @param serviceAccount of the manager; may read and write Secrets in tenant namespaces only
 * @param envoyImage image of the proxies
 * @param xdsHost where proxies find the managers
 */
public record HubSettings(
    String namespace,
    String serviceAccount,
    String envoyImage,
    String xdsHost,
    int xdsPort,
    VersionStatus version) {}
