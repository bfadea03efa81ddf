package io.k8c.kubelb.e2e.lab.relay;

import io.k8c.kubelb.e2e.lab.host.Network;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Hands TCP connections through, each with a virtual thread a direction. */
final class TcpDoor implements Closeable {
  private static final int BUFFER = 64 << 10;

  private final Network lan;
  private final InetSocketAddress target;
  private final ServerSocketChannel listener;
  private final Set<SocketChannel> channels = ConcurrentHashMap.newKeySet();
  private final Thread acceptor = Thread.ofVirtual().unstarted(this::accept);

  private TcpDoor(Network lan, InetSocketAddress target, ServerSocketChannel listener) {
    this.lan = lan;
    this.target = target;
    this.listener = listener;
  }

  static TcpDoor open(Network lan, InetSocketAddress here, InetSocketAddress target)
      throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.bind(here, 512);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    var door = new TcpDoor(lan, target, listener);
    door.acceptor.start();
    return door;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    // The port is free only when nobody waits on it any more.
    Threads.join(acceptor);
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(SocketChannel client) {
    channels.add(client);
    try (client;
        SocketChannel server = lan.connect(target)) {
      channels.add(server);
      Thread back = Thread.ofVirtual().start(() -> pump(server, client));
      pump(client, server);
      back.join();
      channels.remove(server);
    } catch (IOException | InterruptedException e) {
      // The client sees its connection end, which is all that a relay can say.
    } finally {
      channels.remove(client);
    }
  }

  /** Ends the other side's input when this side ends, and both sides when one breaks. */
  private static void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      closeBoth(from, to);
    }
  }

  private static void closeBoth(SocketChannel one, SocketChannel other) {
    try (one;
        other) {
      // Closing is all there is to do.
    } catch (IOException e) {
      // Closed all the same.
    }
  }
}
