package io.k8c.kubelb.e2e.lab.image;

import io.k8c.kubelb.e2e.lab.host.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Files and directories named after what they were made from: made once, whoever asks, and dropped
 * when long unused.
 */
record Cache(Path directory) {
  private static final Duration KEPT = Duration.ofDays(2);
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  /**
   * Makes an entry at the place it is told; the entry appears under its name only when it is whole.
   */
  @FunctionalInterface
  interface Maker {
    void make(Path place) throws IOException;
  }

  static Cache standard() {
    String home = System.getenv("XDG_CACHE_HOME");
    Path base =
        home == null || home.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(home);
    return new Cache(base.resolve("kubelb/images"));
  }

  Cache below(String name) {
    return new Cache(directory.resolve(name));
  }

  Path get(String name, Maker maker) {
    Path entry = directory.resolve(name);
    try {
      Files.createDirectories(directory);
      if (!Files.exists(entry)) {
        alone(name, () -> make(entry, maker));
      }
      // Not the entry's own time: that is part of the keys of what is made from it.
      Files.setLastModifiedTime(lockOf(entry), FileTime.from(Instant.now()));
      return entry;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + entry, e);
    }
  }

  /** Does the work while nobody else, in this JVM or another, works under the same name. */
  void alone(String name, Runnable work) {
    Path file = lockOf(directory.resolve(name));
    ReentrantLock here = LOCKS.computeIfAbsent(file, _ -> new ReentrantLock());
    here.lock();
    try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + file, e);
    } finally {
      here.unlock();
    }
  }

  private void make(Path entry, Maker maker) {
    if (Files.exists(entry)) {
      return;
    }
    Path place = directory.resolve(".new-" + entry.getFileName());
    try {
      prune();
      Trees.delete(place);
      maker.make(place);
      Files.move(place, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LabException("cannot make " + entry + "; is the disk full?", e);
    }
  }

  private void prune() throws IOException {
    List<Path> old;
    try (Stream<Path> entries = Files.list(directory)) {
      old = entries.filter(Cache::unused).toList();
    }
    for (Path entry : old) {
      Trees.delete(entry);
    }
  }

  private static boolean unused(Path entry) {
    try {
      Instant last = Files.getLastModifiedTime(lockOf(entry)).toInstant();
      return last.isBefore(Instant.now().minus(KEPT));
    } catch (IOException e) {
      return false;
    }
  }

  private static Path lockOf(Path entry) {
    return entry.resolveSibling("." + entry.getFileName() + ".lock");
  }
}
