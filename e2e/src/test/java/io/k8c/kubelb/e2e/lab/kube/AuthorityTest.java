package io.k8c.kubelb.e2e.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorityTest {
  private final Authority authority = new Authority("hub");

  @Test
  void issuesWhatItsOwnCertificateVerifies() throws Exception {
    var issued =
        certificate(
            authority.issue("CN=server", List.of("node-1", "127.2.0.1", "fd90::1")).certificate());

    issued.verify(certificate(authority.certificate()).getPublicKey());
    assertThat(issued.getSubjectAlternativeNames().stream().map(name -> name.get(1)).toList())
        .isEqualTo(List.of("node-1", "127.2.0.1", "fd90:0:0:0:0:0:0:1"));
  }

  @Test
  void theGroupOfAUserIsTheOrganization() throws Exception {
    var user = certificate(authority.issue("O=system:masters,CN=admin", List.of()).certificate());

    assertThat(user.getSubjectX500Principal().getName()).contains("O=system:masters", "CN=admin");
  }

  @Test
  void aKubeconfigIsReadBackAsItWasMeant() {
    var user = authority.issue("CN=user", List.of());
    var kubeconfig = new Kubeconfig("hub", "https://10.90.0.1:6443", authority.certificate(), user);

    Config read = Config.fromKubeconfig(kubeconfig.at("https://127.2.0.1:6443").text());

    assertThat(read.getMasterUrl()).startsWith("https://127.2.0.1:6443");
    assertThat(read.getCurrentContext().getName()).isEqualTo("hub");
  }

  private static X509Certificate certificate(String pem) throws CertificateException {
    var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
  }
}
