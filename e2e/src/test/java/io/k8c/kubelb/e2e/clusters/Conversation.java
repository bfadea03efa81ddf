package io.k8c.kubelb.e2e.clusters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** An open connection to an echo server, which greets with a line and returns what it is told. */
final class Conversation implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final SocketChannel channel;
  private final BufferedReader in;
  private final JsonNode greeting;

  Conversation(SocketChannel channel, int patienceMillis) throws IOException {
    this.channel = channel;
    channel.socket().setSoTimeout(patienceMillis);
    this.in =
        new BufferedReader(
            new InputStreamReader(channel.socket().getInputStream(), StandardCharsets.UTF_8));
    this.greeting = JSON.readTree(line());
  }

  JsonNode greeting() {
    return greeting;
  }

  /** Says a line and returns what comes back. */
  String say(String line) throws IOException {
    channel.socket().getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    return line();
  }

  private String line() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new EOFException("the connection was closed");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
