package io.k8c.kubelb.xds.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** A certificate and its key, as objects and as PEM. */
public record Credential(X509Certificate certificate, PrivateKey key) {

  /** Whether a third or less of its life is left, so that it should be replaced. */
  public boolean isAgeing(Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    return now.isAfter(until.minus(Duration.between(from, until).dividedBy(3)));
  }

  public String certificatePem() {
    return Pem.write(certificate);
  }

  public String keyPem() {
    return Pem.write(key);
  }

  /** Keys stay out of logs. */
  @Override
  public String toString() {
    return "Credential[" + certificate.getSubjectX500Principal() + "]";
  }
}
