package io.k8c.kubelb.kit.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** An API server as far as readers need one: it stores, lists and watches, and decides nothing. */
public final class StoringApi implements AutoCloseable {
  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(),
          false);
  private final KubernetesClient client;

  /** Of the kinds of Kubernetes and of these. */
  public StoringApi(List<Class<? extends HasMetadata>> kinds) {
    server.init();
    client = server.createClient();
    kinds.forEach(client.getKubernetesSerialization()::registerKubernetesResource);
  }

  public KubernetesClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    try {
      server.destroy();
    } catch (IllegalStateException e) {
      // Its web server waits for ever where a connection ends meanwhile; that is nobody's fault.
      if (!(e.getCause() instanceof TimeoutException)) {
        throw e;
      }
    }
  }
}
