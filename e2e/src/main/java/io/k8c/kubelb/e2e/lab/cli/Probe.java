package io.k8c.kubelb.e2e.lab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.host.Network;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Asks the echo server over HTTP, TCP and UDP; what cannot be reached is an exception. */
final class Probe {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SECONDS = 3;

  private Probe() {}

  /** From this machine's own network. */
  static JsonNode http(String url) {
    return json(curl(url).run().orThrow());
  }

  static JsonNode http(Network network, String url) {
    return json(network.run(curl(url)).orThrow());
  }

  /** Sends bytes and returns the greeting. */
  static JsonNode tcp(Network network, InetSocketAddress address, String bytes) throws IOException {
    try (SocketChannel channel = network.connect(address)) {
      channel.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(4096);
      channel.read(answer);
      return json(new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8));
    }
  }

  static JsonNode udp(Network network, InetSocketAddress address, String text) throws IOException {
    try (var channel = network.udp()) {
      channel.connect(address);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      var packet = new DatagramPacket(new byte[4096], 4096);
      channel.socket().setSoTimeout(SECONDS * 1000);
      channel.socket().receive(packet);
      return json(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
    }
  }

  private static Command curl(String url) {
    return Command.of("curl", "-sS", "--globoff", "--max-time", Integer.toString(SECONDS), url);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new LabException("not JSON: " + text, e);
    }
  }
}
