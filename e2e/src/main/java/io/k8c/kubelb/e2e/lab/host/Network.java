package io.k8c.kubelb.e2e.lab.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A network of the lab as seen from this JVM: sockets opened and programs run here belong to it,
 * whichever thread uses them later.
 */
public final class Network implements AutoCloseable {
  private final String name;
  private final Path namespace;
  private final ExecutorService resident;

  /** The namespace is named by a file such as {@code /proc/PID/ns/net}. */
  public Network(String name, Path namespace) {
    this.name = name;
    this.namespace = namespace;
    this.resident =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("net-" + name).factory());
    resident(
        () -> {
          Setns.enter(namespace);
          return name;
        });
  }

  /** A TCP channel that is not connected yet. */
  public SocketChannel tcp() {
    return resident(SocketChannel::open);
  }

  public SocketChannel connect(InetSocketAddress address) throws IOException {
    SocketChannel channel = tcp();
    try {
      channel.connect(address);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A UDP channel that is not bound yet. */
  public DatagramChannel udp() {
    return resident(DatagramChannel::open);
  }

  /** Runs a program of this machine inside this network. */
  public Output run(String... words) {
    return run(Command.of(words));
  }

  public Output run(Command command) {
    return command.outputOf(resident(command::begin));
  }

  /**
   * Runs any blocking code that opens its sockets on its own thread, on a thread of its own inside
   * this network.
   */
  public <T> T call(Callable<T> task) {
    var result = new CompletableFuture<T>();
    Thread.ofPlatform()
        .daemon()
        .name("call-" + name)
        .start(
            () -> {
              try {
                Setns.enter(namespace);
                result.complete(task.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    return join(result);
  }

  @Override
  public void close() {
    resident.shutdownNow();
  }

  private <T> T resident(Callable<T> task) {
    return join(
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return task.call();
              } catch (RuntimeException e) {
                throw e;
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            },
            resident));
  }

  private <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new LabException("in the network " + name, e);
    }
  }
}
