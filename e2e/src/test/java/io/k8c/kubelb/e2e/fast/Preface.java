package io.k8c.kubelb.e2e.fast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** A backend that keeps the first line of what it is sent and hangs up. */
final class Preface implements AutoCloseable {
  private final ServerSocket server;
  private volatile String first = "";

  Preface(String address, int port) {
    this(address, port, ServerSocketFactory.getDefault());
  }

  /** Over TLS; HTTP/2 is agreed on where the client knows it. */
  Preface(String address, int port, SSLContext tls) {
    this(address, port, tls.getServerSocketFactory());
  }

  private Preface(String address, int port, ServerSocketFactory sockets) {
    try {
      server = sockets.createServerSocket(port, 10, InetAddress.ofLiteral(address));
      if (server instanceof SSLServerSocket secured) {
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        secured.setSSLParameters(parameters);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("preface").start(this::serve);
  }

  /** The first line that was sent, by whoever sent any. */
  String first() {
    return first;
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(2000);
        String text = new String(socket.getInputStream().readNBytes(14), StandardCharsets.US_ASCII);
        if (!text.isEmpty()) {
          first = text;
        }
      } catch (IOException e) {
        // A check that only connects, or the end.
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
