package io.k8c.kubelb.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.manager.plan.HubSettings;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ManagerOptionsTest {

  @Test
  void defaultsAreThoseOfTheGoSystem() {
    // when
    ManagerOptions options = parse();

    // then
    assertThat(options.listenAddress().getPort()).isEqualTo(8001);
    assertThat(options.metricsAddress).isEqualTo(":9443");
    assertThat(options.healthAddress).isEqualTo(":8081");
    assertThat(options.leaderElection).isTrue();
    assertThat(options.namespace).isEqualTo("kubelb");
    assertThat(options.serviceAccount).isEqualTo("kubelb-manager");
    assertThat(options.kubeconfig).isEmpty();
    assertThat(options.debug).isFalse();
    assertThat(options.envoyImage).startsWith("envoyproxy/envoy:distroless-v");
  }

  @Test
  void proxiesFindTheManagersByItsService() {
    // when
    HubSettings hub = parse().hub();

    // then
    assertThat(hub.xdsHost()).isEqualTo("kubelb-manager.kubelb.svc");
    assertThat(hub.xdsPort()).isEqualTo(8001);
  }

  @Test
  void anAddressMayNameItsHost() {
    // when
    ManagerOptions options = parse("--listen-address=127.0.0.1:9000", "--xds-address=hub:9001");

    // then
    assertThat(options.listenAddress().getAddress().isLoopbackAddress()).isTrue();
    assertThat(options.hub().xdsHost()).isEqualTo("hub");
    assertThat(options.hub().xdsPort()).isEqualTo(9001);
  }

  @Test
  void noSecretsAreReadUnlessNamespacesAreNamed() {
    assertThat(parse().secretNamespaces).isEmpty();
    assertThat(parse("--shared-gateway-secret-namespaces=shared,certs").secretNamespaces)
        .containsExactlyInAnyOrder("shared", "certs");
  }

  private static ManagerOptions parse(String... arguments) {
    ManagerOptions options = new ManagerOptions();
    var _ = new CommandLine(options).parseArgs(arguments);
    return options;
  }
}
