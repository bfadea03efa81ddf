package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.TENANT;
import static io.k8c.kubelb.e2e.fast.Stage.eventually;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.k8c.kubelb.api.Route;
import io.k8c.kubelb.api.Tenant;
import io.k8c.kubelb.e2e.lab.kube.Authority;
import io.k8c.kubelb.e2e.lab.kube.Credential;
import io.k8c.kubelb.xds.model.ProxyId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A tenant with Ingresses, and backends that answer what they were asked. */
final class IngressStage implements AutoCloseable {
  private static final char[] PASSWORD = "password".toCharArray();

  private final Stage stage;
  private final Authority authority = new Authority("shop");
  private final EchoBackend echo = backend("echo", 31_080, Optional.empty());
  private final EchoBackend secure = backend("secure", 31_443, Optional.of(tls()));
  private final Preface grpc = new Preface(Stage.NODE, 31_051);
  private final Preface secureGrpc = new Preface(Stage.NODE, 31_052, tls());

  IngressStage(Class<?> test) {
    stage = Stage.open(test);
    resource("backends");
    certificate("foo-bar-com", "foo.bar.com");
  }

  Stage stage() {
    return stage;
  }

  /** What the backend for gRPC was sent first. */
  String firstToGrpc() {
    return grpc.first();
  }

  /** The same of the one that wants TLS. */
  String firstToSecureGrpc() {
    return secureGrpc.first();
  }

  /** Certificate of who issued those of the tenant. */
  String authority() {
    return authority.certificate();
  }

  /** Applies a file of the test's resources. */
  void resource(String name) {
    InputStream yaml =
        Objects.requireNonNull(getClass().getResourceAsStream("/ingress/" + name + ".yaml"));
    stage.tenant().load(yaml).serverSideApply();
  }

  /** Makes or renews a certificate of the tenant. */
  void certificate(String name, String host) {
    Credential made = authority.issue("CN=" + host, List.of(host));
    secret(name, Map.of("tls.crt", made.certificate(), "tls.key", made.key()));
  }

  void secret(String name, Map<String, String> data) {
    Secret _ =
        stage
            .tenant()
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace("default")
                    .endMetadata()
                    .withType("kubernetes.io/tls")
                    .withStringData(data)
                    .build())
            .forceConflicts()
            .serverSideApply();
  }

  Resource<Ingress> ingress(String name) {
    return stage.tenant().network().v1().ingresses().inNamespace("default").withName(name);
  }

  /** Address that the tenant's people see; empty where there is none. */
  String address(String ingress) {
    var entries = ingress(ingress).get().getStatus().getLoadBalancer().getIngress();
    return entries.isEmpty() ? "" : entries.getFirst().getIp();
  }

  /** Ports that the tenant's people see. */
  List<Integer> ports(String ingress) {
    return ingress(ingress).get().getStatus().getLoadBalancer().getIngress().stream()
        .flatMap(entry -> entry.getPorts().stream())
        .map(port -> port.getPort())
        .toList();
  }

  /** The hub Services of layer 7. */
  List<Service> services() {
    return stage
        .hub()
        .services()
        .inNamespace(TENANT)
        .withLabel("kubelb.k8c.io/route-name")
        .list()
        .getItems();
  }

  /** A client that asks for a host. */
  Web http(String host) {
    return Web.at(listener(80)).host(host);
  }

  /** A client that asks for a host over TLS. */
  Web https(String host) {
    return Web.at(listener(443)).tls(host);
  }

  private int listener(int port) {
    eventually().until(() -> services().size() == 1);
    return services().getFirst().getSpec().getPorts().stream()
        .filter(each -> each.getPort() == port)
        .findFirst()
        .orElseThrow()
        .getTargetPort()
        .getIntVal();
  }

  /** Nodes of the tenant, the first of which is there, each with a pod of Service many. */
  List<EchoBackend> nodes(int count) {
    List<EchoBackend> pods = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String address = NodeAddresses.of(i);
      pods.add(
          new EchoBackend("many-" + i, new InetSocketAddress(address, 31_090), Optional.empty()));
      if (i > 1) {
        FastTenant.node(stage.tenant(), "node-" + i, address);
      }
    }
    return pods;
  }

  private int routes() {
    return stage
        .hub()
        .resources(Route.class)
        .inNamespace(TENANT)
        .withLabel("kubelb.k8c.io/origin-resource-kind", "Ingress.networking.k8s.io")
        .list()
        .getItems()
        .size();
  }

  /** What the hub's people say of the tenant's Ingresses. */
  void settings(String json) {
    var _ =
        stage
            .hub()
            .resources(Tenant.class)
            .withName(TENANT)
            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"ingress\":" + json + "}}");
  }

  void deleteAllBut(String... names) {
    stage.tenant().network().v1().ingresses().inNamespace("default").list().getItems().stream()
        .map(found -> found.getMetadata().getName())
        .filter(name -> !List.of(names).contains(name))
        .forEach(name -> ingress(name).delete());
    eventually().until(() -> routes() == names.length);
  }

  /** Name of the Service that answered, or the status where none did. */
  static String who(Web.Answer answer) {
    return answer.status() == 200
        ? answer.body().split("[-\\s]", 2)[0]
        : String.valueOf(answer.status());
  }

  private static EchoBackend backend(String name, int port, Optional<SSLContext> tls) {
    return new EchoBackend(name, new InetSocketAddress(Stage.NODE, port), tls);
  }

  private static SSLContext tls() {
    try {
      var authority = io.k8c.kubelb.xds.identity.Authority.create(Instant.now());
      var own = authority.proxy(new ProxyId("secure"), Instant.now(), Duration.ofDays(1));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, PASSWORD);
      store.setKeyEntry("own", own.key(), PASSWORD, new Certificate[] {own.certificate()});
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stage.close();
    echo.close();
    secure.close();
    grpc.close();
    secureGrpc.close();
  }
}
