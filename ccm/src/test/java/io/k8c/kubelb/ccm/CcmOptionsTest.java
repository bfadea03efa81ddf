package io.k8c.kubelb.ccm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.k8c.kubelb.ccm.source.NodeAddressType;
import io.k8c.kubelb.ccm.source.TenantKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class CcmOptionsTest {

  @Test
  void defaultsAreThoseOfTheGoSystem() {
    // when
    CcmOptions options = parse();

    // then
    assertThat(options.clusterName).isEmpty();
    assertThat(options.managerAddress).isEmpty();
    assertThat(options.hubKubeconfig)
        .isEqualTo(Path.of(System.getProperty("user.home"), ".kube", "kubelb"));
    assertThat(options.kubeconfig).isEmpty();
    assertThat(options.metricsAddress).isEqualTo(":9445");
    assertThat(options.healthAddress).isEqualTo(":8081");
    assertThat(options.leaderElection).isTrue();
    assertThat(options.leaderElectionNamespace).isEmpty();
    assertThat(options.nodeAddressType).isEqualTo(NodeAddressType.ExternalIP);
    assertThat(options.notReadyHold).isEqualTo(Duration.ofSeconds(120));
    assertThat(options.cloudProvider).isTrue();
    assertThat(options.useLoadBalancerClass).isFalse();
    assertThat(options.debug).isFalse();
    assertThat(options.layer7.gatewayApi).isEmpty();
    assertThat(options.layer7.useGatewayClass).isTrue();
    assertThat(options.layer7.settings("tenant-primary").labelledSecrets()).isFalse();
    assertThat(options.layer7.settings("tenant-primary").disabled()).isEmpty();
  }

  @Test
  void kindsOfGatewayApiAreSwitchedOffOneByOneOrTogether() {
    // when
    CcmOptions one = parse("--disable-httproute-controller");
    CcmOptions gateways = parse("--disable-gateway-controller=true", "--enable-gateway-api");
    CcmOptions ingress = parse("--disable-ingress-controller");
    CcmOptions all = parse("--enable-gateway-api=false");

    // then
    assertThat(one.layer7.settings("t").disabled()).containsExactly(TenantKind.HTTP_ROUTE);
    assertThat(one.layer7.settings("t").expected()).isFalse();
    assertThat(ingress.layer7.settings("t").disabled()).containsExactly(TenantKind.INGRESS);
    assertThat(gateways.layer7.settings("t").disabled())
        .containsExactlyInAnyOrder(TenantKind.GATEWAY, TenantKind.LISTENER_SET);
    assertThat(gateways.layer7.settings("t").expected()).isTrue();
    assertThat(all.layer7.settings("t").disabled())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(TenantKind.values())
                .filter(kind -> kind.isSource() && kind != TenantKind.INGRESS)
                .toList());
  }

  @Test
  void whatIsOfAnyClassIsServedWhereClassesDoNotCount() {
    assertThat(parse("--use-ingress-class=false").layer7.settings("t").everyIngressClass())
        .isTrue();
    assertThat(parse("--use-gateway-class=false").layer7.settings("t").everyClass()).isTrue();
  }

  @Test
  void everyOptionIsRead() {
    // when
    CcmOptions options =
        parse(
            "--cluster-name=primary",
            "--kubelb-manager-address=hub.example",
            "--kubelb-kubeconfig=/hub",
            "--kubeconfig=/own",
            "--metrics-addr=:1",
            "--health-probe-bind-address=:2",
            "--leader-election-namespace=kubelb",
            "--node-address-type=Hostname",
            "--node-not-ready-hold=1m30s");

    // then
    assertThat(options.clusterName).isEqualTo("primary");
    assertThat(options.managerAddress).contains("hub.example");
    assertThat(options.hubKubeconfig).isEqualTo(Path.of("/hub"));
    assertThat(options.kubeconfig).contains(Path.of("/own"));
    assertThat(options.metricsAddress).isEqualTo(":1");
    assertThat(options.healthAddress).isEqualTo(":2");
    assertThat(options.leaderElectionNamespace).contains("kubelb");
    assertThat(options.nodeAddressType).isEqualTo(NodeAddressType.Hostname);
    assertThat(options.notReadyHold).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void switchesGoOnAndOffAsInGo() {
    // when
    CcmOptions off = parse("--enable-leader-election=false", "--enable-cloud-provider=false");
    CcmOptions on =
        parse(
            "--enable-leader-election",
            "--use-loadbalancer-class",
            "--debug",
            "--enable-cloud-provider");

    // then
    assertThat(off.leaderElection).isFalse();
    assertThat(off.cloudProvider).isFalse();
    assertThat(on.leaderElection).isTrue();
    assertThat(on.useLoadBalancerClass).isTrue();
    assertThat(on.debug).isTrue();
    assertThat(on.cloudProvider).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--node-address-type=Other",
        "--node-not-ready-hold=soon",
        "--unknown",
        "--debug=maybe"
      })
  void whatCannotBeReadIsRefused(String argument) {
    assertThatThrownBy(() -> parse(argument))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(argument.replaceAll("=.*", ""));
  }

  private static CcmOptions parse(String... arguments) {
    CcmOptions options = new CcmOptions();
    var _ = new CommandLine(options).parseArgs(arguments);
    return options;
  }
}
