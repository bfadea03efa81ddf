/**
 * The wire contract of hub and tenant clusters and nothing else: the kinds of {@code
 * kubelb.k8c.io/v1alpha1}, and the labels, annotations and names that both programs must spell
 * alike. It imports the Kubernetes model, no client and none of our other packages.
 */
@NullMarked
package io.k8c.kubelb.api;

import org.jspecify.annotations.NullMarked;
