package io.k8c.kubelb.xds.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.xds.identity.TlsMaterial.Unusable;
import io.k8c.kubelb.xds.identity.TlsMaterial.Usable;
import io.k8c.kubelb.xds.model.ProxyId;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;

/** Certificates and keys as people bring them. */
class TlsMaterialTest {
  private final Instant now = Instant.now();
  private final Credential pair =
      Authority.create(now).proxy(new ProxyId("tenant-a"), now, Duration.ofDays(1));

  @Test
  void rsaKeysInTheFormOfOtherToolsAreTaken() throws Exception {
    // given
    KeyPair keys = keys("RSA", "2048");

    // then
    assertThat(pem(keys.getPrivate())).contains("BEGIN RSA PRIVATE KEY");
    assertThat(TlsMaterial.pair(pem(certificate(keys)), pem(keys.getPrivate())))
        .isInstanceOf(Usable.class);
  }

  @Test
  void ellipticCurveKeysInTheFormOfOtherToolsAreTaken() throws Exception {
    // given
    KeyPair keys = keys("EC", "secp384r1");
    BigInteger secret = ((ECPrivateKey) keys.getPrivate()).getS();
    byte[] sec1 =
        new org.bouncycastle.asn1.sec.ECPrivateKey(384, secret, SECObjectIdentifiers.secp384r1)
            .getEncoded();

    // then
    assertThat(TlsMaterial.pair(pem(certificate(keys)), pem(new PemObject("EC PRIVATE KEY", sec1))))
        .isInstanceOf(Usable.class);
  }

  @Test
  void onlyWhatIsNeededGoesOn() {
    // when
    TlsMaterial read =
        TlsMaterial.pair("a comment\n" + pair.certificatePem(), pair.keyPem() + "another\n");

    // then
    assertThat(read).isEqualTo(new Usable(pair.certificatePem(), pair.keyPem()));
    assertThat(read.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    // given
    Credential other = Authority.create(now).proxy(new ProxyId("b"), now, Duration.ofDays(1));

    // then
    assertThat(TlsMaterial.pair(pair.certificatePem(), other.keyPem()))
        .isEqualTo(new Unusable("tls.key does not belong to the first certificate of tls.crt"));
  }

  @Test
  void textThatIsNeitherIsRefusedAndNotQuoted() {
    String broken = pair.keyPem().replaceFirst("M", "SECRET");
    assertThat(TlsMaterial.pair("hello", "hello")).isInstanceOf(Unusable.class);
    assertThat(TlsMaterial.pair(pair.certificatePem(), "")).isInstanceOf(Unusable.class);
    assertThat(TlsMaterial.pair(pair.certificatePem(), broken))
        .isInstanceOf(Unusable.class)
        .extracting(Object::toString)
        .asString()
        .doesNotContain("SECRET");
  }

  @Test
  void keysThatEnvoyDoesNotTakeAreRefused() throws Exception {
    // given
    KeyPair keys = keys("RSA", "1024");

    // then
    assertThat(TlsMaterial.pair(pem(certificate(keys)), pem(keys.getPrivate())))
        .extracting(Object::toString)
        .asString()
        .contains("2048");
  }

  @Test
  void authoritiesAreCertificates() {
    assertThat(TlsMaterial.authorities(pair.certificatePem() + pair.certificatePem()))
        .isEqualTo(new Usable(pair.certificatePem() + pair.certificatePem(), ""));
    assertThat(TlsMaterial.authorities(pair.keyPem())).isInstanceOf(Unusable.class);
    assertThat(TlsMaterial.authorities("")).isInstanceOf(Unusable.class);
  }

  private static KeyPair keys(String algorithm, String size) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("RSA")) {
      generator.initialize(Integer.parseInt(size));
    } else {
      generator.initialize(new ECGenParameterSpec(size));
    }
    return generator.generateKeyPair();
  }

  private X509CertificateHolder certificate(KeyPair keys) throws Exception {
    X500Name name = new X500Name("CN=example.com");
    String algorithm = keys.getPrivate().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA";
    return new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(now),
            Date.from(now.plus(Duration.ofDays(1))),
            name,
            keys.getPublic())
        .build(new JcaContentSignerBuilder("SHA256with" + algorithm).build(keys.getPrivate()));
  }

  private static String pem(Object part) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(part);
    }
    return text.toString();
  }
}
