/**
 * The command {@code quickstart}: a hub, tenant clusters and KubeLB in them, for people who want to
 * see it. It plays no part itself; everything it does a user could do with helm and kubectl.
 */
@NullMarked
package io.k8c.kubelb.e2e.quickstart;

import org.jspecify.annotations.NullMarked;
