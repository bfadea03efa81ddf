package io.k8c.kubelb.e2e.fast;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Requests over HTTP/1.1, each on a connection of its own unless kept, said letter by letter. */
public record Web(
    int port,
    String method,
    String host,
    List<String> headers,
    Optional<String> serverName,
    List<KeyManager> keys,
    Optional<String> authority,
    String body) {
  private static final int PATIENCE_MILLIS = 10_000;

  /** Of a port of this machine. */
  public static Web at(int port) {
    return new Web(
        port,
        "GET",
        "web.example.com",
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        "");
  }

  Web method(String other) {
    return new Web(port, other, host, headers, serverName, keys, authority, body);
  }

  public Web host(String other) {
    return new Web(port, method, other, headers, serverName, keys, authority, body);
  }

  Web header(String line) {
    List<String> all = new ArrayList<>(headers);
    all.add(line);
    return new Web(port, method, host, List.copyOf(all), serverName, keys, authority, body);
  }

  /** Over TLS, with this server name; any certificate is taken and reported. */
  Web tls(String name) {
    return new Web(port, method, name, headers, Optional.of(name), keys, authority, body);
  }

  /** Takes only what this authority issued for the host. */
  Web trusting(String certificate) {
    return new Web(port, method, host, headers, serverName, keys, Optional.of(certificate), body);
  }

  /** With a certificate of the client's own. */
  Web keys(KeyManager own) {
    return new Web(port, method, host, headers, serverName, List.of(own), authority, body);
  }

  /** With this to say. */
  Web body(String text) {
    return new Web(port, method, host, headers, serverName, keys, authority, text)
        .header("Content-Length: " + text.length());
  }

  /**
   * What came back.
   *
   * @param headers names in lower case, values of one name joined
   * @param certificate that the server showed
   */
  public record Answer(
      int status, Map<String, String> headers, String body, Optional<X509Certificate> certificate) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** Name of the backend that answered. */
    String backend() {
      return header("x-backend");
    }
  }

  /** Asks for a path, with its query. */
  public Answer get(String path) {
    try (Socket socket = connect()) {
      return header("Connection: close").ask(socket, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer ask(Socket socket, String path) throws IOException {
    String head =
        "%s %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
            .formatted(
                method,
                path,
                host,
                headers.stream().map(line -> line + "\r\n").collect(Collectors.joining()));
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return read(socket);
  }

  /** Opens a connection that stays. */
  Kept keep() {
    try {
      return new Kept(this, connect());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection that takes one request after the other, until the other side ends it. */
  record Kept(Web web, Socket socket) implements AutoCloseable {
    /** Whether the other side answers, and does not say that this was the last time. */
    boolean isAlive() {
      try {
        Answer answer = web.ask(socket, "/");
        return answer.status() == 200 && !answer.header("connection").equals("close");
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Socket connect() throws IOException {
    Socket plain = new Socket();
    plain.setSoTimeout(PATIENCE_MILLIS);
    plain.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
    if (serverName.isEmpty()) {
      return plain;
    }
    SSLSocket socket =
        (SSLSocket) context().getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(serverName.get())));
    authority.ifPresent(known -> parameters.setEndpointIdentificationAlgorithm("HTTPS"));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private SSLContext context() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] trusted =
          authority.isPresent() ? trusted(authority.get()) : new TrustManager[] {new Anyone()};
      context.init(keys.toArray(KeyManager[]::new), trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TrustManager[] trusted(String authority)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry(
        "authority",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(authority.getBytes(StandardCharsets.US_ASCII))));
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(store);
    return managers.getTrustManagers();
  }

  private static Answer read(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String first = line(in);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] pair = line.split(": *", 2);
      headers.merge(pair[0].toLowerCase(Locale.ROOT), pair[1], (a, b) -> a + "," + b);
    }
    String length = headers.get("content-length");
    byte[] body = length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
    Optional<X509Certificate> shown =
        socket instanceof SSLSocket tls
            ? Optional.of((X509Certificate) tls.getSession().getPeerCertificates()[0])
            : Optional.empty();
    return new Answer(
        Integer.parseInt(first.split(" ", 3)[1]),
        headers,
        new String(body, StandardCharsets.ISO_8859_1),
        shown);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("closed without an answer");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
