package io.k8c.kubelb.xds.identity;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** What a PEM text holds, in any of the forms that tools write. */
final class PemParts {
  private PemParts() {}

  static List<X509CertificateHolder> certificates(String pem) throws IOException {
    List<X509CertificateHolder> certificates = new ArrayList<>();
    for (Object part : all(pem)) {
      if (part instanceof X509CertificateHolder certificate) {
        certificates.add(certificate);
      }
    }
    return certificates;
  }

  /** The first key: PKCS #8, PKCS #1 or SEC 1, not encrypted. */
  static Optional<PrivateKey> privateKey(String pem) throws IOException {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    for (Object part : all(pem)) {
      if (part instanceof PrivateKeyInfo info) {
        return Optional.of(converter.getPrivateKey(info));
      }
      if (part instanceof PEMKeyPair pair) {
        return Optional.of(converter.getPrivateKey(pair.getPrivateKeyInfo()));
      }
    }
    return Optional.empty();
  }

  static String text(X509CertificateHolder certificate) {
    try {
      return Pem.block("CERTIFICATE", certificate.getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Object> all(String pem) throws IOException {
    List<Object> parts = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        parts.add(part);
      }
    }
    return parts;
  }
}
