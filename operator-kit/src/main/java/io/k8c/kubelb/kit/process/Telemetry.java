package io.k8c.kubelb.kit.process;

import java.time.Clock;

/** What a process shows of itself: its metrics and its health. */
public record Telemetry(Metrics metrics, Health health) {
  public Telemetry(Clock clock) {
    this(new Metrics(), new Health(clock));
  }

  /** Serves the pages of the probes and of the scrape. */
  public Parts serve(String healthAddress, String metricsAddress) {
    Parts pages = new Parts();
    pages.add(
        new Endpoint(healthAddress)
            .page("/livez", health::alivePage)
            .page("/healthz", health::alivePage)
            .page("/readyz", health::readyPage)
            .start());
    pages.add(new Endpoint(metricsAddress).page("/metrics", metrics::page).start());
    return pages;
  }
}
