package io.k8c.kubelb.e2e.lab.kube;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate authority of one cluster, in place of what kubeadm makes. */
public final class Authority {
  private final X500Name name;
  private final KeyPair keys;
  private final String certificate;

  /** The cluster's name ends up in the authority's, so that a mix-up of clusters is visible. */
  public Authority(String cluster) {
    this.name = new X500Name("CN=kubelb-lab " + cluster);
    this.keys = newKeys();
    try {
      var builder =
          builder(name, keys.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
              .addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      this.certificate = sign(builder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public String certificate() {
    return certificate;
  }

  /** The authority's own key pair, for the controller that signs certificate requests. */
  public Credential self() {
    return new Credential(certificate, pem(keys.getPrivate()));
  }

  /** A certificate for servers and clients alike, for these names and addresses. */
  public Credential issue(String subject, List<String> hosts) {
    KeyPair own = newKeys();
    try {
      var builder =
          builder(new X500Name(subject), own.getPublic())
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(
                      new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                      }));
      if (!hosts.isEmpty()) {
        var names = hosts.stream().map(Authority::generalName).toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      return new Credential(sign(builder), pem(own.getPrivate()));
    } catch (IOException e) {
      throw new IllegalStateException("certificate for " + subject, e);
    }
  }

  /** A key pair without a certificate; the first half of the result is the public key. */
  public static Credential bareKeys() {
    KeyPair pair = newKeys();
    return new Credential(pem(pair.getPublic()), pem(pair.getPrivate()));
  }

  private X509v3CertificateBuilder builder(X500Name subject, PublicKey key) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        name,
        new BigInteger(120, new SecureRandom()),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(Duration.ofDays(365))),
        subject,
        key);
  }

  private String sign(X509v3CertificateBuilder builder) {
    try {
      return pem(
          builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GeneralName generalName(String host) {
    boolean address = host.contains(":") || host.matches("[0-9.]+");
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Object object) {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      // PKCS#8: fabric8 does not read the older form of EC keys.
      writer.writeObject(
          object instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : object);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }
}
