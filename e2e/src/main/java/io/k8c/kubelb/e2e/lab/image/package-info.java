/**
 * Container images without a registry: archives, Dockerfile builds, and containerd's store kept
 * between labs.
 */
@NullMarked
package io.k8c.kubelb.e2e.lab.image;

import org.jspecify.annotations.NullMarked;
