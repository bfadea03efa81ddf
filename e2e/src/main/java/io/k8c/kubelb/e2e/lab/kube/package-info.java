/**
 * What makes machines a Kubernetes cluster: addresses, certificates, flags, configuration files,
 * clients. Starts nothing.
 */
@NullMarked
package io.k8c.kubelb.e2e.lab.kube;

import org.jspecify.annotations.NullMarked;
