package io.k8c.kubelb.kit.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.k8c.kubelb.kit.Note;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people about objects by Events, in the background: a full queue or a failed write loses the
 * Event and nothing else. What was told of an object in the last ten minutes is not told again.
 */
public final class Events implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Events.class);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int QUEUE = 4096;
  private static final int REMEMBERED = 8192;
  private static final int NOTE_LENGTH = 1024;
  private static final long BURST = 50;
  private static final long BETWEEN_NANOS = 100_000_000;
  private static final Duration QUIET = Duration.ofMinutes(10);

  private final KubernetesClient client;
  private final String controller;
  private final String instance;
  private final Clock clock;
  private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Map<String, Instant> told = new Remembered();
  private final Thread writer;
  private long free = System.nanoTime();

  /**
   * @param controller who tells, for instance {@code kubelb.k8c.io/ccm}
   * @param instance which process tells
   */
  public Events(KubernetesClient client, String controller, String instance, Clock clock) {
    this.client = client;
    this.controller = controller;
    this.instance = instance;
    this.clock = clock;
    this.writer = Thread.ofVirtual().name("events").start(this::write);
  }

  /** Tells about an object; returns at once. */
  public void tell(HasMetadata about, Note note) {
    if (isNew(about, note) && !queue.offer(event(about, note))) {
      log.atDebug().addKeyValue("reason", note.reason()).log("event lost, the queue is full");
    }
  }

  private synchronized boolean isNew(HasMetadata about, Note note) {
    String key = about.getMetadata().getUid() + note.reason() + note.message();
    Instant now = clock.instant();
    Instant last = told.get(key);
    if (last != null && last.plus(QUIET).isAfter(now)) {
      return false;
    }
    told.put(key, now);
    return true;
  }

  private Event event(HasMetadata about, Note note) {
    var meta = about.getMetadata();
    String namespace = meta.getNamespace() == null ? "default" : meta.getNamespace();
    String text = note.message();
    return new EventBuilder()
        .withNewMetadata()
        .withGenerateName(meta.getName() + "-")
        .withNamespace(namespace)
        .endMetadata()
        .withEventTime(new MicroTime(MICROSECONDS.format(clock.instant())))
        .withReportingController(controller)
        .withReportingInstance(instance)
        .withAction("Reconcile")
        .withType(note.warning() ? "Warning" : "Normal")
        .withReason(note.reason())
        .withNote(text.length() > NOTE_LENGTH ? text.substring(0, NOTE_LENGTH) : text)
        .withRegarding(reference(about))
        .build();
  }

  private static ObjectReference reference(HasMetadata about) {
    return new ObjectReferenceBuilder()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withNamespace(about.getMetadata().getNamespace())
        .withName(about.getMetadata().getName())
        .withUid(about.getMetadata().getUid())
        .build();
  }

  private void write() {
    try {
      while (true) {
        Event event = queue.take();
        pace();
        try {
          client.resource(event).create();
        } catch (KubernetesClientException e) {
          log.atDebug().addKeyValue("reason", event.getReason()).setCause(e).log("event lost");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Telling must not hold up doing: beyond a burst, Events wait for their turn. */
  private void pace() throws InterruptedException {
    long now = System.nanoTime();
    free = Math.max(free, now - BURST * BETWEEN_NANOS) + BETWEEN_NANOS;
    if (free > now) {
      Thread.sleep(Duration.ofNanos(free - now));
    }
  }

  @Override
  public void close() {
    writer.interrupt();
  }

  private static final class Remembered extends LinkedHashMap<String, Instant> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
      return size() > REMEMBERED;
    }
  }
}
