package io.k8c.kubelb.e2e.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicLong;

/** Accepts connections at every address of this machine, counts them and closes them. */
final class CountingBackend implements AutoCloseable {
  private static final int BACKLOG = 4096;

  private final ServerSocket server;
  private final AtomicLong connections = new AtomicLong();

  CountingBackend() throws IOException {
    this.server = new ServerSocket(0, BACKLOG);
    Thread.ofPlatform().daemon().name("backend").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  long connections() {
    return connections.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        server.accept().close();
        connections.incrementAndGet();
      } catch (IOException e) {
        // Closed by either side: the next one counts.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
