package io.k8c.kubelb.kit.process;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * Of which kind the key of a kubeconfig is; the client takes every PKCS #8 key for RSA unless told.
 */
public final class ClientKey {
  private static final String RSA = "RSA";
  private static final String EC = "EC";
  private static final String PKCS8 = "-----BEGIN PRIVATE KEY-----";

  private ClientKey() {}

  /** {@code RSA} or {@code EC}, for the client's {@code clientKeyAlgo}; RSA where there is none. */
  public static String algorithm(Config config) {
    String pem = pem(config);
    if (!pem.contains(PKCS8)) {
      return pem.contains("EC PRIVATE KEY") ? EC : RSA;
    }
    String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      var _ =
          KeyFactory.getInstance(EC)
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
      return EC;
    } catch (InvalidKeySpecException | IllegalArgumentException e) {
      return RSA;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Config config) {
    String data = config.getClientKeyData();
    if (data != null) {
      return data.contains("-----")
          ? data
          : new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
    }
    String file = config.getClientKeyFile();
    try {
      return file == null ? "" : Files.readString(Path.of(file));
    } catch (IOException e) {
      return "";
    }
  }
}
