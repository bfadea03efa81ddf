package io.k8c.kubelb.kit.process;

/** What a process shows of itself: its metrics and its health. */
public record Telemetry(Metrics metrics, Health health) {}
