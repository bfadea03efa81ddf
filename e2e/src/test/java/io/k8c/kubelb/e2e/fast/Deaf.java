package io.k8c.kubelb.e2e.fast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that neither takes nor refuses a connection: nobody empties its queue, which is full. */
final class Deaf implements AutoCloseable {
  private static final int FULL_MILLIS = 500;
  private static final int MOST = 16;

  private final ServerSocket server;
  private final List<Socket> waiting = new ArrayList<>();

  Deaf(String address, int port) {
    try {
      server = new ServerSocket(port, 1, InetAddress.ofLiteral(address));
      while (isTaken()) {
        if (waiting.size() > MOST) {
          throw new IllegalStateException("the queue of port " + port + " has no end");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isTaken() throws IOException {
    Socket next = new Socket();
    waiting.add(next);
    try {
      next.connect(
          new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), FULL_MILLIS);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      for (Socket socket : waiting) {
        socket.close();
      }
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
