package io.k8c.kubelb.e2e.fast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports of this machine that nobody listens on. They lie below those of the proxies' listeners, of
 * node ports and of outgoing connections, so that they stay free until they are used.
 */
final class Ports {
  private static final int FIRST = 4000;
  private static final int LAST = 9899;
  private static final Random RANDOM = new Random();
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  static int free() {
    while (true) {
      int port = RANDOM.nextInt(FIRST, LAST + 1);
      if (GIVEN.add(port) && isFree(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
