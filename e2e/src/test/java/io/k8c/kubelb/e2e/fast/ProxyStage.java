package io.k8c.kubelb.e2e.fast;

import static io.k8c.kubelb.e2e.fast.Stage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.controlplane.server.DiscoveryServerCallbacks;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.xds.bootstrap.BootstrapFiles;
import io.k8c.kubelb.xds.bootstrap.BootstrapOptions;
import io.k8c.kubelb.xds.identity.Authority;
import io.k8c.kubelb.xds.identity.Credential;
import io.k8c.kubelb.xds.model.ProxyConfig;
import io.k8c.kubelb.xds.model.ProxyId;
import io.k8c.kubelb.xds.server.Progress;
import io.k8c.kubelb.xds.server.Proxies;
import io.k8c.kubelb.xds.server.XdsServer;
import io.k8c.kubelb.xds.translate.ResourceType;
import io.k8c.kubelb.xds.translate.Translator;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Our xDS server in this process and a real Envoy that is told by it; no cluster anywhere. */
public final class ProxyStage implements AutoCloseable {
  private static final ProxyId PROXY = new ProxyId("proxy");

  private final Authority authority = Authority.create(Instant.now());
  private final Proxies proxies = new Proxies(new Translator(), (_, _, _) -> {});
  private final Responses responses = new Responses();
  private final XdsServer server =
      new XdsServer(
          new InetSocketAddress("127.0.0.1", FastTier.freePort()),
          authority,
          proxies,
          responses,
          () -> true,
          Clock.systemUTC());
  private final FastEnvoy envoy;

  /**
   * Starts both.
   *
   * @param options words more of the proxy's command line
   */
  public ProxyStage(Class<?> test, String... options) {
    Credential own = authority.proxy(PROXY, Instant.now(), Duration.ofDays(1));
    BootstrapOptions bootstrap =
        new BootstrapOptions(
            "127.0.0.1",
            server.port(),
            "/etc/envoy/certificate",
            "/etc/envoy/bootstrap",
            "/run/envoy/admin.sock",
            9901,
            Optional.empty(),
            Optional.empty());
    Path folder = Ground.folder(Toolchain.root(), test);
    envoy =
        FastEnvoy.start(
            "envoy",
            Toolchain.fast(),
            folder,
            BootstrapFiles.of(bootstrap),
            Map.of(
                "tls.crt", own.certificatePem(),
                "tls.key", own.keyPem(),
                "ca.crt", authority.credential().certificatePem()),
            options);
  }

  /** Says what a source asks of the proxy; does not wait. */
  public void publish(String source, ProxyConfig config) {
    proxies.publish(PROXY, source, config);
  }

  public void withdraw(String source) {
    proxies.withdraw(PROXY, source);
  }

  /** Says what a source asks of the proxy, which must take all of it. */
  void serve(String source, ProxyConfig config) {
    publish(source, config);
    awaitAccepted(source);
  }

  void awaitAccepted(String source) {
    eventually()
        .untilAsserted(
            () -> {
              envoy.process().isAlive();
              Progress progress = proxies.progress(PROXY, source);
              assertThat(progress.rejections()).isEmpty();
              assertThat(progress.accepted()).as("%s is accepted", source).isTrue();
            });
  }

  /** How far a source has come. */
  public Progress progress(String source) {
    return proxies.progress(PROXY, source);
  }

  /** Whether the proxy runs. */
  public boolean isAlive() {
    return envoy.process().isAlive();
  }

  /** Kinds of the responses that were sent since the last call. */
  List<ResourceType> sent() {
    List<ResourceType> sent = List.copyOf(responses.types);
    responses.types.clear();
    return sent;
  }

  FastEnvoy envoy() {
    return envoy;
  }

  @Override
  public void close() {
    envoy.close();
    server.close();
  }

  private static final class Responses implements DiscoveryServerCallbacks {
    private final List<ResourceType> types = new CopyOnWriteArrayList<>();

    @Override
    public void onV3StreamRequest(long stream, DiscoveryRequest request) {}

    @Override
    public void onV3StreamDeltaRequest(long stream, DeltaDiscoveryRequest request) {}

    @Override
    public void onV3StreamDeltaResponse(
        long stream, DeltaDiscoveryRequest request, DeltaDiscoveryResponse response) {
      types.add(ResourceType.of(response.getTypeUrl()).orElseThrow());
    }
  }
}
