package io.k8c.kubelb.xds.model;

/**
 * A certificate that a proxy shows, with its key; it travels on its own.
 *
 * @param name unique in the proxy
 * @param chainPem the certificate and its issuers
 * @param keyPem stays out of logs and error texts
 */
public record Certificate(String name, String chainPem, String keyPem) {
  @Override
  public String toString() {
    return "Certificate[" + name + "]";
  }
}
