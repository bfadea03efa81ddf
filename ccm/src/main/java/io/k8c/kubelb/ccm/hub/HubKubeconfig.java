package io.k8c.kubelb.ccm.hub;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.k8c.kubelb.api.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hub's kubeconfig. It comes from elsewhere, so only what is needed is read: a server, its
 * authority, and a token or a certificate. Whatever would run programs, read files or look away is
 * refused.
 */
record HubKubeconfig(
    String server,
    String authority,
    @Nullable String token,
    @Nullable String certificate,
    @Nullable String key) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final List<String> REFUSED_OF_USERS =
      List.of("exec", "auth-provider", "tokenFile", "client-certificate", "client-key", "username");
  private static final List<String> REFUSED_OF_CLUSTERS =
      List.of("insecure-skip-tls-verify", "proxy-url", "certificate-authority");

  /**
   * Reads a file.
   *
   * @throws HubProblem where it is missing or cannot be used
   */
  static HubKubeconfig read(Path file) throws HubProblem {
    try {
      return parse(YAML.readTree(Files.readString(file)));
    } catch (JacksonException e) {
      throw new HubProblem("the kubeconfig of the hub, " + file + ", is not YAML; " + remedy());
    } catch (IOException e) {
      throw new HubProblem("the kubeconfig of the hub, " + file + ", cannot be read; " + remedy());
    }
  }

  private static String remedy() {
    return "copy key "
        + Wire.KUBECONFIG_KEY
        + " of Secret kubelb-ccm-kubeconfig in the tenant's namespace of the hub to Secret "
        + Wire.CLUSTER_SECRET
        + ", key "
        + Wire.KUBECONFIG_KEY
        + ", here";
  }

  static HubKubeconfig parse(JsonNode root) throws HubProblem {
    JsonNode context = named(root, "contexts", root.path("current-context").asText());
    JsonNode cluster =
        named(root, "clusters", context.path("context").path("cluster").asText()).path("cluster");
    JsonNode user =
        named(root, "users", context.path("context").path("user").asText()).path("user");
    refuse(cluster, REFUSED_OF_CLUSTERS);
    refuse(user, REFUSED_OF_USERS);
    HubKubeconfig read =
        new HubKubeconfig(
            cluster.path("server").asText(),
            cluster.path("certificate-authority-data").asText(),
            text(user, "token"),
            text(user, "client-certificate-data"),
            text(user, "client-key-data"));
    if (read.token() == null && (read.certificate() == null || read.key() == null)) {
      throw new HubProblem(
          "the kubeconfig of the hub holds neither a token nor a certificate; " + remedy());
    }
    if (read.authority().isEmpty()) {
      throw new HubProblem(
          "the kubeconfig of the hub holds no certificate-authority-data; " + remedy());
    }
    checkCertificate("certificate-authority-data", read.authority());
    if (read.token() == null) {
      checkCertificate("client-certificate-data", String.valueOf(read.certificate()));
    }
    return read;
  }

  private static JsonNode named(JsonNode root, String list, String name) throws HubProblem {
    for (JsonNode entry : root.path(list)) {
      if (entry.path("name").asText().equals(name)) {
        return entry;
      }
    }
    throw new HubProblem(
        "the kubeconfig of the hub has no entry '" + name + "' in " + list + "; " + remedy());
  }

  private static void checkCertificate(String field, String encoded) throws HubProblem {
    try {
      byte[] pem = Base64.getDecoder().decode(encoded);
      if (!CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .isEmpty()) {
        return;
      }
    } catch (IllegalArgumentException | CertificateException e) {
      throw noCertificate(field);
    }
    throw noCertificate(field);
  }

  private static HubProblem noCertificate(String field) {
    return new HubProblem(
        "the kubeconfig of the hub holds no certificate in " + field + "; " + remedy());
  }

  private static void refuse(JsonNode entry, List<String> fields) throws HubProblem {
    for (String field : fields) {
      if (entry.has(field)) {
        throw new HubProblem(
            "the kubeconfig of the hub uses " + field + ", which is refused; " + remedy());
      }
    }
  }

  private static @Nullable String text(JsonNode entry, String field) {
    String text = entry.path(field).asText();
    return text.isEmpty() ? null : text;
  }

  /**
   * The address that the kubeconfig names.
   *
   * @throws HubProblem where it names none; no token goes to an address that is not sure
   */
  String url() throws HubProblem {
    if (!HubServer.isUrl(server)) {
      throw new HubProblem("the kubeconfig of the hub has no https URL as server; " + remedy());
    }
    return server;
  }

  Config config(String url, String namespace) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(url)
        .withCaCertData(authority)
        .withOauthToken(token)
        .withClientCertData(certificate)
        .withClientKeyData(key)
        .withNamespace(namespace)
        .build();
  }

  /** Credentials stay out of logs. */
  @Override
  public String toString() {
    return "HubKubeconfig[" + server + "]";
  }
}
