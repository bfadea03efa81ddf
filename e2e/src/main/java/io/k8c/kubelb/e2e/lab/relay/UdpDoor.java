package io.k8c.kubelb.e2e.lab.relay;

import io.k8c.kubelb.e2e.lab.host.Network;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hands datagrams through; each client address has a socket in the lab until it was silent for a
 * minute.
 */
final class UdpDoor implements Closeable {
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final int LARGEST = 65535;

  private final Network lan;
  private final InetSocketAddress target;
  private final DatagramChannel listener;
  private final Map<SocketAddress, DatagramChannel> sessions = new ConcurrentHashMap<>();
  private final Thread receiver = Thread.ofVirtual().unstarted(this::receive);

  private UdpDoor(Network lan, InetSocketAddress target, DatagramChannel listener) {
    this.lan = lan;
    this.target = target;
    this.listener = listener;
  }

  static UdpDoor open(Network lan, InetSocketAddress here, InetSocketAddress target)
      throws IOException {
    DatagramChannel listener = DatagramChannel.open();
    try {
      listener.bind(here);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    var door = new UdpDoor(lan, target, listener);
    door.receiver.start();
    return door;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Threads.join(receiver);
    for (DatagramChannel session : sessions.values()) {
      session.close();
    }
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
    while (listener.isOpen()) {
      try {
        buffer.clear();
        SocketAddress client = listener.receive(buffer);
        buffer.flip();
        session(client).write(buffer);
      } catch (IOException e) {
        // A datagram may get lost; a closed listener ends the loop.
      }
    }
  }

  private DatagramChannel session(SocketAddress client) throws IOException {
    DatagramChannel known = sessions.get(client);
    if (known != null) {
      return known;
    }
    DatagramChannel session = lan.udp();
    session.connect(target);
    sessions.put(client, session);
    Thread.ofVirtual().start(() -> answer(client, session));
    return session;
  }

  private void answer(SocketAddress client, DatagramChannel session) {
    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    try (session) {
      session.socket().setSoTimeout((int) IDLE.toMillis());
      while (session.isOpen()) {
        packet.setLength(LARGEST);
        session.socket().receive(packet);
        listener.send(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()), client);
      }
    } catch (IOException e) {
      // Silent for too long, refused or closed: the client's next datagram starts a new session.
    } finally {
      sessions.remove(client, session);
    }
  }
}
