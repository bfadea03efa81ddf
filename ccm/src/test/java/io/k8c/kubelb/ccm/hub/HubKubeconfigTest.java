package io.k8c.kubelb.ccm.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A kubeconfig comes from elsewhere: what is wrong with it is said in a line that holds no secret.
 */
class HubKubeconfigTest {
  private static final String CERTIFICATE =
      """
      LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJjekNDQVJtZ0F3SUJBZ0lVSVFySysxK3NHTlhBR1Jp\
      U3NxV3hYUUs4dlFFd0NnWUlLb1pJemowRUF3SXcKRGpFTU1Bb0dBMVVFQXd3RGFIVmlNQ0FYRFRJMk1URXlN\
      ekE0TkRreE5Wb1lEekl4TWpZeE1ETXdNRGcwT1RFMQpXakFPTVF3d0NnWURWUVFEREFOb2RXSXdXVEFUQmdj\
      cWhrak9QUUlCQmdncWhrak9QUU1CQndOQ0FBU1gwd3FnCjB2R0hQMEhZR2N0N204Vlg2MEJLcm9zNzlsdHFj\
      UG5XQmp6QmlrU003UDlNT283cEhFN3ppNG1zUUl6am43VTYKMGpHdlhrai9iWVRmcWdtM28xTXdVVEFkQmdO\
      VkhRNEVGZ1FVUEJwV0RacUNKQVdJMnBDOW4xMmVUZXlKWVhNdwpId1lEVlIwakJCZ3dGb0FVUEJwV0RacUNK\
      QVdJMnBDOW4xMmVUZXlKWVhNd0R3WURWUjBUQVFIL0JBVXdBd0VCCi96QUtCZ2dxaGtqT1BRUURBZ05JQURC\
      RkFpQVl6eEliajZVTDY2RFBxaTkrQkQva2VsOUM4SHpHZ3oyMU5vdlgKaGRuVUVBSWhBTXV1OGd3NjhpeTFP\
      SlhHbXNNMmRMSGxwSGpRN0gxbDM0c050RGVhN2lQYwotLS0tLUVORCBDRVJUSUZJQ0FURS0tLS0tCg==\
      """;
  static final String GOOD =
      """
      apiVersion: v1
      kind: Config
      clusters:
      - name: kubelb-cluster
        cluster:
          server: https://hub.example:6443
          certificate-authority-data: CERTIFICATE
      users:
      - name: default-user
        user:
          token: s3cr3t-token
      contexts:
      - name: default-context
        context: {cluster: kubelb-cluster, user: default-user, namespace: tenant-primary}
      current-context: default-context
      """
          .replace("CERTIFICATE", CERTIFICATE);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void good() throws IOException {
    file = Files.writeString(folder.resolve("kubelb"), GOOD);
  }

  @Test
  void theHubsOwnKubeconfigIsRead() throws HubProblem {
    // when
    HubKubeconfig read = HubKubeconfig.read(file);

    // then
    assertThat(read.server()).isEqualTo("https://hub.example:6443");
    assertThat(read.token()).isEqualTo("s3cr3t-token");
    assertThat(read.authority()).isEqualTo(CERTIFICATE);
  }

  @Test
  void theClientTrustsTheGivenAuthorityOnly() throws HubProblem {
    // when
    Config config = HubKubeconfig.read(file).config("https://other:6443", "tenant-primary");

    // then
    assertThat(config.getMasterUrl()).startsWith("https://other:6443");
    assertThat(config.getCaCertData()).isEqualTo(CERTIFICATE);
    assertThat(config.isTrustCerts()).isFalse();
    assertThat(config.isDisableHostnameVerification()).isFalse();
    assertThat(config.getNamespace()).isEqualTo("tenant-primary");
  }

  @Test
  void aCertificateServesInPlaceOfAToken() throws Exception {
    // given
    replace(
        "token: s3cr3t-token",
        "{client-certificate-data: " + CERTIFICATE + ", client-key-data: S0VZ}");

    // when
    HubKubeconfig read = HubKubeconfig.read(file);

    // then
    assertThat(read.token()).isNull();
    assertThat(read.certificate()).isEqualTo(CERTIFICATE);
    assertThat(read.key()).isEqualTo("S0VZ");
  }

  @Test
  void credentialsStayOutOfItsText() throws HubProblem {
    assertThat(HubKubeconfig.read(file).toString())
        .isEqualTo("HubKubeconfig[https://hub.example:6443]");
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          current-context: default-context | current-context: other | has no entry 'other' in contexts
          current-context: default-context | x: y | has no entry '' in contexts
          cluster: kubelb-cluster, | cluster: gone, | has no entry 'gone' in clusters
          user: default-user, | user: gone, | has no entry 'gone' in users
          token: s3cr3t-token | name: s3cr3t-token | holds neither a token nor a certificate
          token: s3cr3t-token | client-certificate-data: s3cr3t | holds neither a token nor a certificate
          token: s3cr3t-token | tokenFile: /etc/s3cr3t | uses tokenFile, which is refused
          token: s3cr3t-token | exec: {command: s3cr3t} | uses exec, which is refused
          token: s3cr3t-token | auth-provider: {name: s3cr3t} | uses auth-provider, which is refused
          token: s3cr3t-token | client-key: /etc/s3cr3t | uses client-key, which is refused
          token: s3cr3t-token | client-certificate: /etc/s3cr3t | uses client-certificate, which is refused
          token: s3cr3t-token | {username: s3cr3t, password: s3cr3t} | uses username, which is refused
          certificate-authority-data: | x: y | holds no certificate-authority-data
          certificate-authority-data: | insecure-skip-tls-verify: true | uses insecure-skip-tls-verify, which is refused
          certificate-authority-data: | certificate-authority: /etc/ca | uses certificate-authority, which is refused
          certificate-authority-data: | proxy-url: http://s3cr3t | uses proxy-url, which is refused
          certificate-authority-data: | certificate-authority-data: s3cr3t | holds no certificate in certificate-authority-data
          apiVersion: v1 | "s3cr3t | is not YAML
          apiVersion: v1 | [s3cr3t | is not YAML
          """)
  void whatIsWrongIsSaidInOneLineWithTheRemedyAndWithoutSecrets(
      String good, String bad, String message) throws IOException {
    // given
    replace(good, bad);

    // then
    assertProblem(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      ''            | has no entry
      s3cr3t        | has no entry
      - s3cr3t      | has no entry
      contexts: s3cr3t | has no entry
      """)
  void aFileOfAnotherShapeIsNoException(String text, String message) throws IOException {
    // given
    Files.writeString(file, text);

    // then
    assertProblem(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x: y", "server: http://hub.example", "server: hub s3cr3t", "server: hub:6443"})
  void aServerThatIsNoHttpsUrlGetsNoToken(String bad) throws Exception {
    // given
    replace("server: https://hub.example:6443", bad);
    HubKubeconfig read = HubKubeconfig.read(file);

    // then
    assertThatThrownBy(read::url)
        .isInstanceOf(HubProblem.class)
        .hasMessageStartingWith("the kubeconfig of the hub has no https URL as server; copy key")
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  void aMissingFileIsSaid() throws IOException {
    // given
    Files.delete(file);

    // then
    assertProblem("cannot be read");
  }

  private void replace(String good, String bad) throws IOException {
    assertThat(GOOD).contains(good);
    Files.writeString(file, GOOD.replace(good, bad));
  }

  private void assertProblem(String message) {
    HubProblem problem = catchThrowableOfType(HubProblem.class, () -> HubKubeconfig.read(file));
    assertThat(problem).isNotNull();
    assertThat(problem.getMessage())
        .startsWith("the kubeconfig of the hub")
        .contains(message)
        .contains("Secret kubelb-cluster")
        .doesNotContain("\n", "s3cr3t");
  }
}
