package io.k8c.kubelb.xds.identity;

import io.k8c.kubelb.xds.model.ProxyId;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The names in certificates: a proxy is known by its certificate and by nothing it says. */
public final class SpiffeId {
  private static final String DOMAIN = "spiffe://kubelb.k8c.io/";
  private static final String PROXY = DOMAIN + "proxy/";
  private static final int URI = 6;

  /** Name of every manager; proxies check it. */
  public static final String MANAGER = DOMAIN + "manager";

  private SpiffeId() {}

  /** Name of a proxy. */
  public static String of(ProxyId proxy) {
    return PROXY + proxy.name();
  }

  /** The proxy that a certificate was made for; empty where it was made for someone else. */
  public static Optional<ProxyId> proxy(X509Certificate certificate) {
    List<String> names = uris(certificate);
    if (names.size() != 1 || !names.getFirst().startsWith(PROXY)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ProxyId(names.getFirst().substring(PROXY.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<String> uris(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> name.get(0).equals(URI))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }
}
