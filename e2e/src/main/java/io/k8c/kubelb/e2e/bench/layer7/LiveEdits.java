package io.k8c.kubelb.e2e.bench.layer7;

import io.k8c.kubelb.e2e.bench.Rounded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Edits of a route under load, with WebSockets of another route and TCP streams of another listener
 * beside it.
 */
record LiveEdits(Shop shop, int edits, int requestsPerSecond) {
  private static final int STREAMS = 20;
  private static final String WEBSOCKET =
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

  Map<String, Object> run(String route, String neighbour) throws Exception {
    int http = shop.proxyPort(80);
    int tcp = shop.proxyPort(9000);
    List<Client> sockets = new ArrayList<>();
    List<Client> streams = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      sockets.add(upgraded(http, Shop.host(neighbour)));
      streams.add(new Client(tcp));
    }
    Map<String, Object> result = edit(http, route);
    result.put("webSocketsAlive", alive(sockets));
    result.put("tcpStreamsAlive", alive(streams));
    result.put("streamsOfEach", STREAMS);
    sockets.forEach(Client::close);
    streams.forEach(Client::close);
    return result;
  }

  private static Client upgraded(int port, String host) throws IOException {
    Client client = new Client(port);
    int status = client.ask(host, WEBSOCKET);
    if (status != 101) {
      throw new IOException("no WebSocket but status " + status);
    }
    return client;
  }

  private static long alive(List<Client> clients) {
    return clients.stream().filter(client -> client.echoes("still there")).count();
  }

  private Map<String, Object> edit(int port, String route) throws InterruptedException {
    AtomicInteger requests = new AtomicInteger();
    Map<Integer, Integer> failed = new ConcurrentSkipListMap<>();
    ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    var _ =
        pace.scheduleAtFixedRate(
            () -> workers.execute(() -> request(port, route, requests, failed)),
            0,
            1_000_000 / requestsPerSecond,
            TimeUnit.MICROSECONDS);
    long start = System.nanoTime();
    for (int i = 1; i <= edits; i++) {
      shop.edit(route, i);
    }
    long end = System.nanoTime();
    pace.shutdown();
    var _ = pace.awaitTermination(1, TimeUnit.SECONDS);
    workers.close();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("edits", edits);
    result.put("seconds", Rounded.seconds(end - start));
    result.put("requests", requests.get());
    result.put("failedRequests", failed);
    return result;
  }

  private static void request(
      int port, String route, AtomicInteger requests, Map<Integer, Integer> failed) {
    int status = Client.ask(port, Shop.host(route));
    requests.incrementAndGet();
    if (status != 200) {
      failed.merge(status, 1, Integer::sum);
    }
  }
}
