package io.k8c.kubelb.e2e.clusters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.k8c.kubelb.e2e.lab.host.Network;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks echo servers from outside of all clusters, each time over a new connection. */
record Client(Network network, Optional<InetAddress> source) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CONNECT_MILLIS = 3000;
  private static final int READ_MILLIS = 8000;
  private static final int UDP_MILLIS = 1000;

  Client(Network network) {
    this(network, Optional.empty());
  }

  /** The same client with one of its network's other addresses. */
  Client from(String address) {
    return new Client(network, Optional.of(InetAddress.ofLiteral(address)));
  }

  /** The answer, if there is one. */
  Optional<JsonNode> http(InetSocketAddress address) {
    return http(address, "echo");
  }

  /** The same by a name. */
  Optional<JsonNode> http(InetSocketAddress address, String host) {
    return tried(() -> get(address, host, "/"));
  }

  /** The greeting of a connection, if there is one. */
  Optional<JsonNode> tcp(InetSocketAddress address) {
    return tried(
        () -> {
          try (Conversation conversation = converse(address)) {
            return conversation.greeting();
          }
        });
  }

  Optional<JsonNode> udp(InetSocketAddress address, String text) {
    return tried(() -> datagram(address, text));
  }

  /** A connection that stays open. */
  Conversation converse(InetSocketAddress address) throws IOException {
    SocketChannel channel = connect(address);
    return new Conversation(channel, READ_MILLIS);
  }

  /** Asks for a path over HTTP; what is not an answer with status 200 is an exception. */
  JsonNode get(InetSocketAddress address, String path) throws IOException {
    return get(address, "echo", path);
  }

  private JsonNode get(InetSocketAddress address, String host, String path) throws IOException {
    try (SocketChannel channel = connect(address)) {
      Socket socket = channel.socket();
      socket.setSoTimeout(READ_MILLIS);
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int body = answer.indexOf("\r\n\r\n");
      if (body < 0 || !answer.startsWith("HTTP/1.1 200 ")) {
        throw new IOException("no answer but: " + answer.lines().findFirst().orElse("nothing"));
      }
      return JSON.readTree(answer.substring(body));
    }
  }

  private SocketChannel connect(InetSocketAddress address) throws IOException {
    SocketChannel channel = network.tcp();
    try {
      if (source.isPresent()) {
        channel.bind(new InetSocketAddress(source.get(), 0));
      }
      channel.socket().connect(address, CONNECT_MILLIS);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private JsonNode datagram(InetSocketAddress address, String text) throws IOException {
    try (DatagramChannel channel = network.udp()) {
      if (source.isPresent()) {
        channel.bind(new InetSocketAddress(source.get(), 0));
      }
      channel.connect(address);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      var packet = new DatagramPacket(new byte[4096], 4096);
      channel.socket().setSoTimeout(UDP_MILLIS);
      channel.socket().receive(packet);
      return JSON.readTree(
          new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
    }
  }

  private interface Attempt {
    JsonNode make() throws IOException;
  }

  private static Optional<JsonNode> tried(Attempt attempt) {
    try {
      return Optional.of(attempt.make());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
