package io.k8c.kubelb.e2e.lab.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.k8c.kubelb.e2e.lab.NeedsLab;
import io.k8c.kubelb.e2e.lab.host.Network;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The relay from this machine's network into the same one, so that no lab is needed; entering it
 * needs root.
 */
@NeedsLab
class RelayTest {
  private static final int NUMBER = 120;
  private static final InetAddress TARGET = InetAddress.getLoopbackAddress();

  private Network network;
  private Relay relay;

  @BeforeEach
  void open() {
    network = new Network("self", Path.of("/proc/self/ns/net"));
    relay = Relay.open(network);
  }

  @AfterEach
  void close() {
    relay.close();
    network.close();
  }

  @Test
  void handsAConnectionThroughWithBothOfItsEnds() throws IOException {
    try (var server = new ServerSocket(0, 8, TARGET)) {
      Thread.ofVirtual().start(() -> echoUntilTheEnd(server));
      offer(Door.Protocol.TCP, server.getLocalPort());

      try (var client = new Socket(relay.host(NUMBER), server.getLocalPort())) {
        client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
        client.shutdownOutput();

        assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hello");
      }
    }
  }

  @Test
  void endsAConnectionThatNobodyTakesInThere() throws IOException {
    int port;
    try (var server = new ServerSocket(0, 8, TARGET)) {
      port = server.getLocalPort();
    }
    offer(Door.Protocol.TCP, port);

    try (var client = new Socket(relay.host(NUMBER), port)) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void handsDatagramsThroughBothWays() throws IOException {
    try (var server = new DatagramSocket(0, TARGET);
        var client = new DatagramSocket()) {
      client.setSoTimeout(5000);
      offer(Door.Protocol.UDP, server.getLocalPort());

      client.send(packet("ping", new InetSocketAddress(relay.host(NUMBER), server.getLocalPort())));
      DatagramPacket asked = new DatagramPacket(new byte[100], 100);
      server.receive(asked);
      server.send(packet("pong", (InetSocketAddress) asked.getSocketAddress()));
      DatagramPacket answered = new DatagramPacket(new byte[100], 100);
      client.receive(answered);

      assertThat(new String(answered.getData(), 0, answered.getLength(), StandardCharsets.UTF_8))
          .isEqualTo("pong");
    }
  }

  @Test
  void closesADoorThatIsNotOfferedAnyMore() throws IOException {
    try (var server = new ServerSocket(0, 8, TARGET)) {
      offer(Door.Protocol.TCP, server.getLocalPort());

      relay.offer(NUMBER, Set.of());

      assertThatThrownBy(() -> new Socket(relay.host(NUMBER), server.getLocalPort()).close())
          .hasMessageContaining("refused");
    }
  }

  @Test
  void twoRelaysHaveDifferentAddresses() {
    try (var other = Relay.open(network)) {
      assertThat(other.host(NUMBER)).isNotEqualTo(relay.host(NUMBER));
    }
  }

  private void offer(Door.Protocol protocol, int port) {
    relay.offer(NUMBER, Set.of(new Door(protocol, port, TARGET.getHostAddress())));
  }

  private static void echoUntilTheEnd(ServerSocket server) {
    try (var connection = server.accept()) {
      connection.getInputStream().transferTo(connection.getOutputStream());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static DatagramPacket packet(String text, InetSocketAddress to) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new DatagramPacket(bytes, bytes.length, to);
  }
}
