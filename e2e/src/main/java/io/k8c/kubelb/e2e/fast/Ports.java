package io.k8c.kubelb.e2e.fast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports of this machine that nobody listens on. They lie below those of the proxies' listeners, of
 * node ports and of outgoing connections, so that they stay free until they are used. Each is kept
 * from other runs on this machine by a lock on one byte of a file.
 */
final class Ports {
  private static final int FIRST = 4000;
  private static final int LAST = 9899;
  private static final Random RANDOM = new Random();
  private static final Map<Integer, FileLock> GIVEN = new ConcurrentHashMap<>();
  private static final FileChannel LOCKS = locks();

  private Ports() {}

  private static FileChannel locks() {
    try {
      return FileChannel.open(
          Path.of(System.getProperty("java.io.tmpdir"), "kubelb-fast-ports"),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static synchronized int free() {
    while (true) {
      int port = RANDOM.nextInt(FIRST, LAST + 1);
      if (isOurs(port) && isFree(port)) {
        return port;
      }
    }
  }

  /**
   * Whether this process has a number for itself: nobody else has it until the process ends.
   *
   * @param number a port, or one above all ports for something else that a machine has once
   */
  static synchronized boolean isOurs(int number) {
    try {
      FileLock lock = GIVEN.containsKey(number) ? null : LOCKS.tryLock(number, 1, false);
      if (lock != null) {
        GIVEN.put(number, lock);
      }
      return lock != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
