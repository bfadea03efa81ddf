package io.k8c.kubelb.e2e.fuzz;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.SyncSecret;
import io.k8c.kubelb.xds.identity.Authority;
import io.k8c.kubelb.xds.identity.Credential;
import io.k8c.kubelb.xds.model.ProxyId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Certificates of tenants: good ones, and some that Envoy would refuse. */
final class Material {
  private final Instant now = Instant.now();

  private record Pair(String chain, String key) {}

  private final List<Pair> good = new ArrayList<>();
  private final List<Pair> bad = new ArrayList<>();

  Material() {
    Credential credential =
        Authority.create(now).proxy(new ProxyId("tenant-x"), now, Duration.ofDays(9));
    good.add(new Pair(credential.certificatePem(), credential.keyPem()));
    good.add(pair("RSA", 2048, "SHA256withRSA", Duration.ofDays(9)));
    good.add(pair("EC", 384, "SHA384withECDSA", Duration.ofDays(9)));
    good.add(pair("EC", 521, "SHA512withECDSA", Duration.ofDays(9)));
    good.add(pair("RSA", 2048, "SHA1withRSA", Duration.ofDays(9)));
    bad.add(pair("RSA", 1024, "SHA256withRSA", Duration.ofDays(9)));
    bad.add(pair("Ed25519", 255, "Ed25519", Duration.ofDays(9)));
    bad.add(pair("EC", 256, "SHA256withECDSA", Duration.ofDays(-1)));
    bad.add(new Pair(good.get(0).chain(), good.get(1).key()));
    bad.add(new Pair(good.get(1).chain() + good.get(0).chain(), good.get(1).key()));
    bad.add(new Pair("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", ""));
    bad.add(new Pair(good.get(2).chain().repeat(40), good.get(2).key()));
    bad.add(new Pair("", "\u0000"));
    bad.add(new Pair(good.get(2).chain() + "trailing", "text " + good.get(2).key()));
  }

  private Pair pair(String algorithm, int size, String signature, Duration life) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp" + size + "r1"));
      } else {
        generator.initialize(size);
      }
      KeyPair keys = generator.generateKeyPair();
      X500Name name = new X500Name("CN=" + algorithm);
      X509CertificateHolder certificate =
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.TEN,
                  Date.from(now.minus(Duration.ofDays(2))),
                  Date.from(now.plus(life)),
                  name,
                  keys.getPublic())
              .build(new JcaContentSignerBuilder(signature).build(keys.getPrivate()));
      return new Pair(pem(certificate), pem(keys.getPrivate()));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** What a ConfigMap or a Secret tells of authorities. */
  @Nullable String authorities(String name, Dice dice) {
    if (!name.startsWith("ca") && !name.startsWith("cert")) {
      return null;
    }
    return dice.chance(0.1) ? dice.of(bad).chain() : dice.of(good).chain();
  }

  /** The SyncSecret of a name; that of {@code cert0} is always a good one. */
  Optional<SyncSecret> secret(String name, Dice dice) {
    if (!name.startsWith("secret-")) {
      return Optional.empty();
    }
    Pair pair = name.equals("secret-cert0") || dice.chance(0.7) ? dice.of(good) : dice.of(bad);
    SyncSecret secret = new SyncSecret();
    secret.setMetadata(new ObjectMetaBuilder().withName(name).build());
    secret.setType("kubernetes.io/tls");
    secret.setStringData(
        Map.of("tls.crt", pair.chain(), "tls.key", pair.key(), "ca.crt", pair.chain()));
    return Optional.of(secret);
  }
}
