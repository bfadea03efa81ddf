/**
 * What the lab asks of the machine: processes, namespaces, cgroups and their end. Nothing here
 * knows Kubernetes.
 */
@NullMarked
package io.k8c.kubelb.e2e.lab.host;

import org.jspecify.annotations.NullMarked;
