package io.k8c.kubelb.xds.server;

import io.envoyproxy.controlplane.server.DiscoveryServerCallbacks;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.k8c.kubelb.xds.identity.Authority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port that proxies connect to. */
public final class XdsServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(XdsServer.class);
  private static final Duration CERTIFICATE_LIFE = Duration.ofDays(7);
  private static final Duration CERTIFICATE_CHECK = Duration.ofHours(6);
  private static final Duration STUCK = Duration.ofSeconds(45);
  private static final Duration STUCK_CHECK = Duration.ofSeconds(5);
  private static final int MESSAGE_BYTES = 4 * 1024 * 1024;

  private final Authority authority;
  private final Clock clock;
  private final AdvancedTlsX509KeyManager keys;
  private final Server server;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("xds-timer").factory());

  /**
   * Starts to serve.
   *
   * @param callbacks told of every stream, request and response, for metrics
   * @param synced whether everything that there is was published; before that nobody is served
   * @throws UncheckedIOException where the port is taken
   */
  public XdsServer(
      InetSocketAddress address,
      Authority authority,
      Proxies proxies,
      DiscoveryServerCallbacks callbacks,
      BooleanSupplier synced,
      Clock clock) {
    this.authority = authority;
    this.clock = clock;
    try {
      keys = new AdvancedTlsX509KeyManager();
      renew();
      server =
          NettyServerBuilder.forAddress(address)
              .sslContext(
                  GrpcSslContexts.configure(SslContextBuilder.forServer(keys))
                      .trustManager(authority.credential().certificate())
                      .clientAuth(ClientAuth.REQUIRE)
                      .protocols("TLSv1.3")
                      .build())
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .maxInboundMessageSize(MESSAGE_BYTES)
              .maxConcurrentCallsPerConnection(8)
              .permitKeepAliveTime(10, TimeUnit.SECONDS)
              .permitKeepAliveWithoutCalls(true)
              .keepAliveTime(30, TimeUnit.SECONDS)
              .keepAliveTimeout(10, TimeUnit.SECONDS)
              .handshakeTimeout(10, TimeUnit.SECONDS)
              .intercept(new Identities())
              .addService(new AdsService(proxies, callbacks, synced))
              .build()
              .start();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address, e);
    }
    every(CERTIFICATE_CHECK, this::renew);
    every(STUCK_CHECK, () -> proxies.endStuck(System.nanoTime() - STUCK.toNanos()));
    log.atInfo().addKeyValue("port", server.getPort()).log("serving proxies");
  }

  /** The port that is listened on. */
  public int port() {
    return server.getPort();
  }

  private void every(Duration period, Runnable work) {
    var _ =
        timer.scheduleWithFixedDelay(
            work, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A manager certifies itself; the key never leaves the process. */
  private void renew() {
    var credential = authority.manager(clock.instant(), CERTIFICATE_LIFE);
    keys.updateIdentityCredentials(
        new X509Certificate[] {credential.certificate()}, credential.key());
  }

  @Override
  public void close() {
    timer.shutdownNow();
    server.shutdownNow();
  }
}
