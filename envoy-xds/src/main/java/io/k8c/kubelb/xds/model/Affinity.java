package io.k8c.kubelb.xds.model;

import java.time.Duration;
import java.util.Optional;

/**
 * A cookie by which a client stays with one endpoint; clients without one are given it.
 *
 * @param maxAge zero for as long as the browser runs
 * @param secure whether browsers send it over TLS only
 * @param sameSite {@code Strict}, {@code Lax} or {@code None}
 */
public record Affinity(
    String cookie, Duration maxAge, String path, boolean secure, Optional<String> sameSite) {}
