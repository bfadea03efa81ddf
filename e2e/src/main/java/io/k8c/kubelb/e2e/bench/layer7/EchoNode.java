package io.k8c.kubelb.e2e.bench.layer7;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.k8c.kubelb.e2e.fast.FastCluster;
import io.k8c.kubelb.e2e.lab.cloud.OnChange;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A node whose TCP node ports answer HTTP on connections that stay open, and send back what they
 * get after an upgrade, or at once where no HTTP is spoken.
 */
final class EchoNode implements AutoCloseable {
  private static final byte[] ANSWER = ascii("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n");
  private static final byte[] UPGRADED =
      ascii(
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");

  private final String address;
  private final Map<Integer, ServerSocket> open = new ConcurrentHashMap<>();

  EchoNode(String address, FastCluster tenant) {
    this.address = address;
    tenant.services().addEventHandler(new OnChange<>(this::listen));
  }

  private void listen(Service service) {
    for (ServicePort port : service.getSpec().getPorts()) {
      if (port.getNodePort() != null) {
        open.computeIfAbsent(port.getNodePort(), this::listen);
      }
    }
  }

  private ServerSocket listen(int port) {
    try {
      ServerSocket server = new ServerSocket();
      server.bind(new InetSocketAddress(address, port), 1024);
      Thread _ = Thread.ofVirtual().start(() -> accept(server));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread _ = Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // Closed, or a client that went: the next one counts.
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      in.mark(4);
      boolean isHttp = new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("GET ");
      in.reset();
      while (isHttp) {
        String head = head(in);
        if (head.isEmpty()) {
          return;
        }
        isHttp = !head.contains("\r\nupgrade: websocket");
        out.write(isHttp ? ANSWER : UPGRADED);
      }
      in.transferTo(out);
    } catch (IOException e) {
      // The client went.
    }
  }

  /** The lines of a request without a body, in small letters; empty at the end. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) Character.toLowerCase(next));
    }
    return head.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket server : open.values()) {
      server.close();
    }
  }
}
