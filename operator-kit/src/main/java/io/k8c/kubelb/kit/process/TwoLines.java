package io.k8c.kubelb.kit.process;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys that wait for a worker in two lines; of those behind one goes after three of the others. */
final class TwoLines<K> {
  private static final int TURNS = 4;

  private final Semaphore waiting = new Semaphore(0);
  private final Queue<K> first = new ConcurrentLinkedQueue<>();
  private final Queue<K> behind = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turns = new AtomicInteger();

  void add(K key) {
    first.add(key);
    waiting.release();
  }

  void addBehind(K key) {
    behind.add(key);
    waiting.release();
  }

  K take() throws InterruptedException {
    waiting.acquire();
    boolean isForBehind = turns.incrementAndGet() % TURNS == 0;
    Queue<K> preferred = isForBehind ? behind : first;
    Queue<K> other = isForBehind ? first : behind;
    while (true) {
      K key = preferred.poll();
      key = key != null ? key : other.poll();
      // Another worker may take the one that this looked at; the one meant for it is there too.
      if (key != null) {
        return key;
      }
    }
  }
}
