package io.k8c.kubelb.e2e.lab.relay;

import io.k8c.kubelb.e2e.lab.host.LabException;
import io.k8c.kubelb.e2e.lab.host.Network;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes addresses of the lab reachable on this machine: what is 10.90.Y.X in there is 127.N.Y.X out
 * here, with N its own for each lab.
 */
public final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  // No node and no load balancer has this number, so whoever listens here owns the block.
  private static final int OWNER = 254;
  private static final int OWNER_PORT = 6443;

  private final Network lan;
  private final int block;
  private final ServerSocketChannel ownership;
  private final Map<Integer, Map<Door, Closeable>> open = new HashMap<>();

  private Relay(Network lan, int block, ServerSocketChannel ownership) {
    this.lan = lan;
    this.block = block;
    this.ownership = ownership;
  }

  public static Relay open(Network lan) {
    for (int block = 2; block < 255; block++) {
      try {
        ServerSocketChannel ownership = ServerSocketChannel.open();
        ownership.bind(new InetSocketAddress(host(block, OWNER), OWNER_PORT));
        return new Relay(lan, block, ownership);
      } catch (IOException e) {
        LOG.atDebug().addKeyValue("block", block).log("taken by another lab");
      }
    }
    throw new LabException(
        "no block 127.N.0.0 is free for the relay; does a program listen on port %d of all addresses?"
            .formatted(OWNER_PORT));
  }

  /** The address out here that stands for a number of the LAN. */
  public String host(int number) {
    return host(block, number);
  }

  /** What stands out here for 10.90.0.X, for people to read. */
  public String pattern() {
    return "127.%d.0.X".formatted(block);
  }

  /**
   * Offers exactly these doors at a number: opens what is new, closes what is not named any more.
   */
  public synchronized void offer(int number, Set<Door> doors) {
    Map<Door, Closeable> current = open.computeIfAbsent(number, _ -> new HashMap<>());
    current
        .entrySet()
        .removeIf(entry -> !doors.contains(entry.getKey()) && closed(entry.getValue()));
    for (Door door : doors) {
      current.computeIfAbsent(door, _ -> open(number, door));
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(doors -> doors.values().forEach(Relay::closed));
    open.clear();
    closed(ownership);
  }

  private Closeable open(int number, Door door) {
    var here = new InetSocketAddress(host(number), door.port());
    var there = new InetSocketAddress(door.target(), door.port());
    try {
      return switch (door.protocol()) {
        case TCP -> TcpDoor.open(lan, here, there);
        case UDP -> UdpDoor.open(lan, here, there);
      };
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("address", here)
          .setCause(e)
          .log("not offered on this machine: the port is taken");
      return () -> {};
    }
  }

  private static String host(int block, int number) {
    return "127.%d.%d.%d".formatted(block, number / 256, number % 256);
  }

  private static boolean closed(Closeable door) {
    try {
      door.close();
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("closing a door of the relay");
    }
    return true;
  }
}
