package io.k8c.kubelb.xds.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Certificates and elliptic-curve keys as text. */
public final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  static String write(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  static String write(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  static String block(String what, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, LINES.encodeToString(bytes), what);
  }

  /**
   * Reads a credential.
   *
   * @throws IllegalArgumentException where it is none; the text is not in the message
   */
  public static Credential credential(String certificate, String key) {
    return new Credential(certificate(certificate), key(key));
  }

  /**
   * Reads the first certificate of a text.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static X509Certificate certificate(String pem) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
      if (factory.generateCertificate(new ByteArrayInputStream(bytes))
          instanceof X509Certificate certificate) {
        return certificate;
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException("not a certificate in PEM", e);
    }
    throw new IllegalArgumentException("not an X.509 certificate");
  }

  private static PrivateKey key(String pem) {
    String body = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
    try {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("not an elliptic-curve key in PKCS #8 and PEM");
    }
  }
}
