package io.k8c.kubelb.e2e.fast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A backend that keeps the first line of what it is sent and hangs up. */
final class Preface implements AutoCloseable {
  private final ServerSocket server;
  private volatile String first = "";

  Preface(String address, int port) {
    try {
      server = new ServerSocket(port, 10, InetAddress.ofLiteral(address));
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
