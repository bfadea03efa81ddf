package io.k8c.kubelb.manager;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.k8c.kubelb.api.Addresses;
import io.k8c.kubelb.api.Config;
import io.k8c.kubelb.api.LoadBalancer;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.kit.testing.StoringApi;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The hub's API server as far as replicas read it, and what people do to it. */
final class HubApi implements AutoCloseable {
  private final StoringApi api =
      new StoringApi(
          List.of(Tenant.class, Config.class, LoadBalancer.class, Route.class, Addresses.class));

  KubernetesClient client() {
    return api.client();
  }

  /** Creates objects, each given as YAML. */
  void create(String... objects) {
    resources(objects).forEach(Resource::create);
  }

  void replace(String... objects) {
    resources(objects).forEach(Resource::update);
  }

  void delete(String... objects) {
    resources(objects).forEach(Resource::delete);
  }

  private Stream<? extends Resource<? extends HasMetadata>> resources(String... objects) {
    String yaml = String.join("\n---\n", objects);
    return api.client()
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .resources();
  }

  @Override
  public void close() {
    api.close();
  }
}
