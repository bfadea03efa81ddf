package io.k8c.kubelb.e2e.fast;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a node of the tenant cluster: on its address every TCP node port of every Service answers
 * HTTP with the name of the Service and of the node, as a pod behind kube-proxy would.
 */
public final class NodePorts implements AutoCloseable, ResourceEventHandler<Service> {
  private static final Logger log = LoggerFactory.getLogger(NodePorts.class);

  private final String address;
  private final FastCluster tenant;
  private final Selector selector;
  private final Queue<Runnable> changes = new ConcurrentLinkedQueue<>();
  private final Map<Integer, ServerSocketChannel> open = new ConcurrentHashMap<>();
  private final Thread loop;

  public NodePorts(String address, FastCluster tenant) {
    this.address = address;
    this.tenant = tenant;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.loop = Thread.ofPlatform().daemon().name("node " + address).start(this::serve);
    tenant.services().addEventHandler(this);
  }

  @Override
  public void onAdd(Service service) {
    for (ServicePort port : service.getSpec().getPorts()) {
      Integer number = port.getNodePort();
      if (number != null && "TCP".equals(port.getProtocol()) && !open.containsKey(number)) {
        later(() -> listen(number, service.getMetadata().getName()));
      }
    }
  }

  @Override
  public void onUpdate(Service before, Service after) {
    onAdd(after);
  }

  @Override
  public void onDelete(Service service, boolean unknown) {
    for (ServicePort port : service.getSpec().getPorts()) {
      ServerSocketChannel channel =
          port.getNodePort() == null ? null : open.remove(port.getNodePort());
      if (channel != null) {
        later(() -> closed(channel));
      }
    }
  }

  private void later(Runnable change) {
    changes.add(change);
    selector.wakeup();
  }

  private void listen(int port, String service) {
    if (open.containsKey(port)) {
      return;
    }
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channel.bind(new InetSocketAddress(address, port), 1024);
      channel.configureBlocking(false);
      String body = service + " on " + address + "\n";
      String answer =
          "HTTP/1.1 200 OK\r\nContent-Length: "
              + body.length()
              + "\r\nConnection: close\r\n\r\n"
              + body;
      channel.register(selector, SelectionKey.OP_ACCEPT, answer.getBytes(StandardCharsets.UTF_8));
      open.put(port, channel);
    } catch (IOException e) {
      log.atWarn().addKeyValue("port", port).setCause(e).log("node port not served");
    }
  }

  private static void closed(AutoCloseable channel) {
    try {
      channel.close();
    } catch (Exception e) {
      log.atDebug().setCause(e).log("not closed");
    }
  }

  private void serve() {
    ByteBuffer request = ByteBuffer.allocate(4096);
    try {
      while (selector.isOpen()) {
        selector.select(key -> ready(key, request));
        for (Runnable change = changes.poll(); change != null; change = changes.poll()) {
          change.run();
        }
      }
    } catch (IOException e) {
      log.atDebug().setCause(e).log("node ended");
    }
  }

  private void ready(SelectionKey key, ByteBuffer request) {
    try {
      byte[] answer = (byte[]) key.attachment();
      if (key.isAcceptable()) {
        SocketChannel client = ((ServerSocketChannel) key.channel()).accept();
        if (client != null) {
          client.configureBlocking(false);
          client.register(selector, SelectionKey.OP_READ, answer);
        }
      } else {
        SocketChannel client = (SocketChannel) key.channel();
        int read = client.read(request.clear());
        if (read > 0) {
          client.write(ByteBuffer.wrap(answer));
        }
        client.close();
      }
    } catch (IOException e) {
      key.cancel();
      closed(key.channel());
    }
  }

  @Override
  public void close() {
    tenant.services().removeEventHandler(this);
    try {
      selector.close();
      loop.join(1000);
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.values().forEach(NodePorts::closed);
  }
}
