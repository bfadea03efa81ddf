package io.k8c.kubelb.e2e.bench.layer7;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a proxy on this machine, each time by a new connection or on one that stays. */
final class Client implements AutoCloseable {
  /** What counts as an answer if there was none. */
  static final int RESET = 0;

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket = new Socket();

  Client(int port) throws IOException {
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** Status of one answer, or {@link #RESET}. */
  static int ask(int port, String host) {
    try (Client client = new Client(port)) {
      return client.ask(host, "Connection: close");
    } catch (IOException e) {
      return RESET;
    }
  }

  /** Sends a request with one more header; reads the answer's head and, by its length, its body. */
  int ask(String host, String header) throws IOException {
    send("GET / HTTP/1.1\r\nHost: " + host + "\r\n" + header + "\r\n\r\n");
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.append((char) next);
    }
    byte[] _ = in.readNBytes(length(head.toString()));
    return Integer.parseInt(head.substring(9, 12));
  }

  private static int length(String head) {
    for (String line : head.split("\r\n", -1)) {
      if (line.regionMatches(true, 0, "content-length: ", 0, 16)) {
        return Integer.parseInt(line.substring(16).strip());
      }
    }
    return 0;
  }

  /** Whether what is sent comes back. */
  boolean echoes(String text) {
    try {
      send(text);
      byte[] back = socket.getInputStream().readNBytes(text.length());
      return new String(back, StandardCharsets.US_ASCII).equals(text);
    } catch (IOException e) {
      return false;
    }
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }
}
