package io.k8c.kubelb.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientKeyTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"EC, 256", "RSA, 2048"})
  void aKeyIsKnownByItsContent(String algorithm, int size) throws NoSuchAlgorithmException {
    // given
    String pem = pem(algorithm, size);

    // then
    assertThat(ClientKey.algorithm(with(pem))).isEqualTo(algorithm);
    assertThat(ClientKey.algorithm(with(base64(pem)))).isEqualTo(algorithm);
  }

  @Test
  void aKeyInAFileIsReadAsWell() throws NoSuchAlgorithmException, IOException {
    // given
    Path file = Files.writeString(folder.resolve("key"), pem("EC", 256));

    // then
    assertThat(
            ClientKey.algorithm(
                new ConfigBuilder(Config.empty()).withClientKeyFile(file.toString()).build()))
        .isEqualTo("EC");
  }

  @ParameterizedTest
  @CsvSource({
    "-----BEGIN EC PRIVATE KEY-----, EC",
    "-----BEGIN RSA PRIVATE KEY-----, RSA",
    "-----BEGIN PRIVATE KEY-----nonsense, RSA"
  })
  void olderFormsSayWhatTheyAre(String pem, String algorithm) {
    assertThat(ClientKey.algorithm(with(pem))).isEqualTo(algorithm);
  }

  @Test
  void withoutAKeyNothingIsGuessed() {
    assertThat(ClientKey.algorithm(Config.empty())).isEqualTo("RSA");
  }

  private static Config with(String key) {
    return new ConfigBuilder(Config.empty()).withClientKeyData(key).build();
  }

  private static String pem(String algorithm, int size) throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key)
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
