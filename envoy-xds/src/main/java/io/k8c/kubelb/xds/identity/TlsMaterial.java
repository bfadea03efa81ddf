package io.k8c.kubelb.xds.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * Certificates and keys that others made, looked at before Envoy sees them: it takes RSA of 2048
 * bits or more, and ECDSA on P-256, P-384 and P-521.
 */
public sealed interface TlsMaterial {
  /**
   * What can be used, written anew, so that nothing else of the text goes on.
   *
   * @param keyPem empty where it is about certificates only
   */
  record Usable(String certificatesPem, String keyPem) implements TlsMaterial {
    @Override
    public String toString() {
      return "Usable";
    }
  }

  /**
   * What cannot be used.
   *
   * @param problem why, without anything of the key
   */
  record Unusable(String problem) implements TlsMaterial {}

  /**
   * A certificate with its key.
   *
   * @param chain PEM text of the certificate and its issuers
   * @param key PEM text of the private key, not encrypted
   */
  static TlsMaterial pair(String chain, String key) {
    try {
      List<X509CertificateHolder> certificates = PemParts.certificates(chain);
      Optional<PrivateKey> secret = PemParts.privateKey(key);
      if (certificates.isEmpty() || secret.isEmpty()) {
        return new Unusable(
            certificates.isEmpty()
                ? "tls.crt holds no certificate in PEM"
                : "tls.key holds no private key in PEM that is not encrypted");
      }
      PublicKey shown =
          new JcaPEMKeyConverter().getPublicKey(certificates.getFirst().getSubjectPublicKeyInfo());
      if (!isSupported(shown)) {
        return new Unusable(
            "the key of the certificate is neither RSA of 2048 bits or more nor ECDSA on P-256,"
                + " P-384 or P-521");
      }
      return fit(shown, secret.get())
          ? new Usable(text(certificates), Pem.write(secret.get()))
          : new Unusable("tls.key does not belong to the first certificate of tls.crt");
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return new Unusable("tls.crt or tls.key is not in a form that can be read");
    }
  }

  /**
   * Trust anchors.
   *
   * @param pem text of CA certificates
   */
  static TlsMaterial authorities(String pem) {
    try {
      List<X509CertificateHolder> certificates = PemParts.certificates(pem);
      return certificates.isEmpty()
          ? new Unusable("ca.crt holds no certificate in PEM")
          : new Usable(text(certificates), "");
    } catch (IOException | RuntimeException e) {
      return new Unusable("ca.crt is not in a form that can be read");
    }
  }

  private static String text(List<X509CertificateHolder> certificates) {
    return certificates.stream().map(PemParts::text).collect(Collectors.joining());
  }

  private static boolean isSupported(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= 2048;
      case ECPublicKey curve ->
          Set.of(256, 384, 521).contains(curve.getParams().getCurve().getField().getFieldSize());
      default -> false;
    };
  }

  private static boolean fit(PublicKey shown, PrivateKey secret) throws GeneralSecurityException {
    String algorithm = shown instanceof RSAPublicKey ? "SHA256withRSA" : "SHA256withECDSA";
    if (!shown.getAlgorithm().equals(secret.getAlgorithm())) {
      return false;
    }
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(secret);
    byte[] signed = signature.sign();
    signature.initVerify(shown);
    return signature.verify(signed);
  }
}
