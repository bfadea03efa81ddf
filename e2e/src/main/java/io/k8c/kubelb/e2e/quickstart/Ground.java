package io.k8c.kubelb.e2e.quickstart;

import io.k8c.kubelb.e2e.install.Access;
import io.k8c.kubelb.e2e.install.ImageNames;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The clusters that a quickstart happens in. */
interface Ground extends AutoCloseable {
  Access hub();

  /** Tenant clusters, each with the name of its Tenant. */
  List<Access> tenants();

  /** Makes a tenant cluster know Gateway API if it does not. */
  void gatewayKinds(Access tenant);

  /** The hub's API server as pods of tenant clusters see it; empty if the hub knows best. */
  String hubAddress();

  /** The directory of kubectl and helm. */
  Path programs();

  ImageNames images();

  String echoImage();

  /** An address of a hub Service as the user's own shell reaches it. */
  String here(String address);

  /** Completes if the clusters go on their own. */
  CompletableFuture<?> gone();

  /** Leaves nothing of the quickstart behind. */
  @Override
  void close();
}
