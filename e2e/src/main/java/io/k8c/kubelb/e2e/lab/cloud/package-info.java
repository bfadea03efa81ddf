/**
 * The stand-in for a cloud: gives Services of type LoadBalancer an address of the LAN. Knows one
 * cluster's API and a {@link Site}.
 */
@NullMarked
package io.k8c.kubelb.e2e.lab.cloud;

import org.jspecify.annotations.NullMarked;
