package io.k8c.kubelb.ccm.source;

/**
 * How Services are treated.
 *
 * @param tenantNamespace where their load balancers live in the hub
 * @param useClass takes only Services that ask for our class
 * @param ownsStatus whether the address of a Service comes from the hub; otherwise the cluster's
 *     own provider gives addresses, and these are what the hub sends traffic to
 */
public record ServiceSettings(String tenantNamespace, boolean useClass, boolean ownsStatus) {}
