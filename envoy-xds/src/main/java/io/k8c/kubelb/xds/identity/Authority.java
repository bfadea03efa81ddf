package io.k8c.kubelb.xds.identity;

import io.k8c.kubelb.xds.model.ProxyId;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Certifies managers and proxies to each other; nobody else trusts it and it trusts nobody else.
 */
public final class Authority {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration OWN_LIFE = Duration.ofDays(3650);
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  private final Credential own;

  /** The authority that a stored credential makes. */
  public Authority(Credential own) {
    this.own = own;
  }

  /** A new authority. */
  public static Authority create(Instant now) {
    KeyPair keys = keys();
    Request request =
        new Request("CN=KubeLB xDS authority", List.of(), Optional.empty(), now, OWN_LIFE);
    X509Certificate certificate = sign(request, keys, "CN=KubeLB xDS authority", keys.getPrivate());
    return new Authority(new Credential(certificate, keys.getPrivate()));
  }

  /** What must be stored to have the same authority again. */
  public Credential credential() {
    return own;
  }

  /** Makes a credential by which a proxy is known to managers. */
  public Credential proxy(ProxyId proxy, Instant now, Duration life) {
    GeneralName uri = new GeneralName(GeneralName.uniformResourceIdentifier, SpiffeId.of(proxy));
    return issue(
        new Request(
            "CN=" + proxy.name(),
            List.of(uri),
            Optional.of(KeyPurposeId.id_kp_clientAuth),
            now,
            life));
  }

  /** Makes a credential by which a manager is known to proxies. */
  public Credential manager(Instant now, Duration life) {
    GeneralName uri = new GeneralName(GeneralName.uniformResourceIdentifier, SpiffeId.MANAGER);
    return issue(
        new Request(
            "CN=kubelb-manager",
            List.of(uri),
            Optional.of(KeyPurposeId.id_kp_serverAuth),
            now,
            life));
  }

  private Credential issue(Request request) {
    KeyPair keys = keys();
    String issuer = own.certificate().getSubjectX500Principal().getName();
    return new Credential(sign(request, keys, issuer, own.key()), keys.getPrivate());
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate sign(
      Request request, KeyPair keys, String issuer, PrivateKey signer) {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name(issuer),
            new BigInteger(127, RANDOM),
            Date.from(request.now().minus(BACKDATED)),
            Date.from(request.now().plus(request.life())),
            new X500Name(request.subject()),
            keys.getPublic());
    try {
      extend(builder, request);
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void extend(X509v3CertificateBuilder builder, Request request) throws IOException {
    boolean authority = request.purpose().isEmpty();
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    int usage = authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    if (request.purpose().isPresent()) {
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(request.purpose().get()));
    }
    if (!request.names().isEmpty()) {
      GeneralName[] names = new ArrayList<>(request.names()).toArray(GeneralName[]::new);
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
  }

  private record Request(
      String subject,
      List<GeneralName> names,
      Optional<KeyPurposeId> purpose,
      Instant now,
      Duration life) {}
}
